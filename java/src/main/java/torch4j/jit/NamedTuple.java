package torch4j.jit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;

/**
 * A named tuple of TorchScript: values in order, each with a name.
 *
 * @param name the type's name
 * @param fields the values' names
 * @param values the values; null for None
 */
public record NamedTuple(String name, List<String> fields, List<Object> values) {
  /**
   * Keeps copies of the lists.
   *
   * @throws IllegalArgumentException if there are not as many names as values
   */
  public NamedTuple {
    Require.nonNull(name, "name", "the type's name");
    Require.nonNull(fields, "fields", "names")
        .forEach(field -> Require.nonNull(field, "fields", "no null among them"));
    Require.nonNull(values, "values", "values");
    if (fields.size() != values.size()) {
      throw new IllegalArgumentException(
          "fields: got " + fields.size() + " for " + values.size() + " values, expected as many");
    }
    fields = List.copyOf(fields);
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * The value of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Object get(String field) {
    Require.nonNull(field, "field", "a name");
    int index = fields.indexOf(field);
    if (index < 0) {
      throw new IllegalArgumentException(
          "field: got \"" + field + "\", expected one of " + String.join(", ", fields));
    }
    return values.get(index);
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException if there is no such name
   * @throws ClassCastException if the value is no tensor
   */
  public Tensor tensor(String field) {
    return (Tensor) get(field);
  }
}
