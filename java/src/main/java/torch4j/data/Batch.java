package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * The values of one sample or of one mini-batch, in order and, where they have names, by name:
 * tensors, strings, numbers, or batches inside this one. For the tuple or dict that Python's
 * datasets and loaders give.
 *
 * <pre>{@code
 * for (var batch : loader) {
 *   Tensor loss = criterion.call(model.call(batch.data()), batch.target());
 * }
 * }</pre>
 *
 * <p>Closing it frees its tensors at once; otherwise they are freed with the scope in which they
 * were made, or by the garbage collector.
 *
 * @param values the values, in order; null for a value that is missing
 * @param names a name for each, or none at all
 */
public record Batch(List<Object> values, List<String> names) implements AutoCloseable {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are names for some values only, or a name twice
   */
  public Batch {
    values =
        Collections.unmodifiableList(
            new ArrayList<>(Require.nonNull(values, "values", "a list of values")));
    names = List.copyOf(Require.noNulls(names, "names", "a name"));
    boolean unnamed = names.isEmpty();
    if (!unnamed
        && (names.size() != values.size() || names.stream().distinct().count() != names.size())) {
      throw new IllegalArgumentException(
          "names: got "
              + names
              + ", expected another one for each of "
              + values.size()
              + " values");
    }
  }

  /** Tensors without names. */
  public static Batch of(Tensor... tensors) {
    return new Batch(List.copyOf(Require.noNulls(list(tensors), "tensors", "a tensor")), List.of());
  }

  private static List<Tensor> list(Tensor[] tensors) {
    return Arrays.asList(Require.nonNull(tensors, "tensors", "tensors"));
  }

  /**
   * Values with names, in the map's order.
   *
   * @throws IllegalArgumentException if the map is null
   */
  public static Batch of(Map<String, ?> values) {
    Require.nonNull(values, "values", "a map of names to values");
    return new Batch(new ArrayList<>(values.values()), List.copyOf(values.keySet()));
  }

  /** The number of values. */
  public int size() {
    return values.size();
  }

  /**
   * The first value, a tensor: usually the data.
   *
   * @throws IndexOutOfBoundsException if there is no value
   * @throws IllegalStateException if it is no tensor
   */
  public Tensor data() {
    return get(0);
  }

  /**
   * The second value, a tensor: usually the target.
   *
   * @throws IndexOutOfBoundsException if there is only one value
   * @throws IllegalStateException if it is no tensor
   */
  public Tensor target() {
    return get(1);
  }

  /**
   * The tensor at this index.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   * @throws IllegalStateException if it is no tensor
   */
  public Tensor get(int index) {
    return as(Tensor.class, "a tensor", index, value(index));
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException if there is no such name
   * @throws IllegalStateException if it is no tensor
   */
  public Tensor get(String name) {
    return as(Tensor.class, "a tensor", name, value(name));
  }

  /** All values that are tensors, in order; not those of batches inside this one. */
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(values.size());
    for (Object value : values) {
      if (value instanceof Tensor tensor) {
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  /**
   * The strings at this index, one for each sample.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   * @throws IllegalStateException if it is no list of strings
   */
  public List<String> strings(int index) {
    return strings(index, value(index));
  }

  /**
   * The strings of this name, one for each sample.
   *
   * @throws IllegalArgumentException if there is no such name
   * @throws IllegalStateException if it is no list of strings
   */
  public List<String> strings(String name) {
    return strings(name, value(name));
  }

  private static List<String> strings(Object where, Object value) {
    List<String> strings = new ArrayList<>();
    for (Object element : as(List.class, "a list of strings", where, value)) {
      strings.add(as(String.class, "a list of strings", where, element));
    }
    return strings;
  }

  /**
   * The batch at this index: of a record, map or list inside each sample.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   * @throws IllegalStateException if it is no batch
   */
  public Batch nested(int index) {
    return as(Batch.class, "a batch", index, value(index));
  }

  /**
   * The batch of this name: of a record, map or list inside each sample.
   *
   * @throws IllegalArgumentException if there is no such name
   * @throws IllegalStateException if it is no batch
   */
  public Batch nested(String name) {
    return as(Batch.class, "a batch", name, value(name));
  }

  /**
   * The value at this index, whatever it is.
   *
   * @throws IndexOutOfBoundsException if there is no such value
   */
  public Object value(int index) {
    if (index < 0 || index >= values.size()) {
      throw new IndexOutOfBoundsException(
          "index: got " + index + ", expected 0 to " + (values.size() - 1));
    }
    return values.get(index);
  }

  /**
   * The value of this name, whatever it is.
   *
   * @throws IllegalArgumentException if there is no such name
   */
  public Object value(String name) {
    int index = names.indexOf(Require.nonNull(name, "name", "a name"));
    if (index < 0) {
      throw new IllegalArgumentException(
          "name: got "
              + name
              + ", expected "
              + (names.isEmpty() ? "an index: there are no names" : "one of " + names));
    }
    return values.get(index);
  }

  private static <T> T as(Class<T> type, String expected, Object where, Object value) {
    if (!type.isInstance(value)) {
      String got = value == null ? "null" : "a " + value.getClass().getSimpleName();
      throw new IllegalStateException(
          "value(" + where + "): got " + got + ", expected " + expected);
    }
    return type.cast(value);
  }

  /** The same values with all tensors on this device. */
  public Batch to(Device device) {
    Require.nonNull(device, "device", "a device");
    return TensorTree.map(this, tensor -> tensor.to(device));
  }

  /** Frees all tensors, those of batches inside this one too. Closing twice does nothing. */
  @Override
  public void close() {
    TensorTree.of(this).tensors().forEach(Tensor::close);
  }
}
