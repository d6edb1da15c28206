package torch4j.jit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * A value of Python's {@code NamedTuple}.
 *
 * @param name the name of the type
 * @param fields the names of the fields
 * @param values the values of the fields; null for None
 */
public record NamedTuple(String name, List<String> fields, List<Object> values) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the numbers of fields and values differ
   */
  public NamedTuple {
    Require.nonNull(name, "name", "the type's name");
    Require.nonNull(fields, "fields", "names")
        .forEach(field -> Require.nonNull(field, "fields", "no null elements"));
    Require.nonNull(values, "values", "values");
    if (fields.size() != values.size()) {
      throw new IllegalArgumentException(
          "fields: got " + fields.size() + " for " + values.size() + " values, expected as many");
    }
    fields = List.copyOf(fields);
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException if there is no such field
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
   * The tensor of a field.
   *
   * @throws IllegalArgumentException if there is no such field
   * @throws ClassCastException if the value is not a tensor
   */
  public Tensor tensor(String field) {
    return (Tensor) get(field);
  }
}
