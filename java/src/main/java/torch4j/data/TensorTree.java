package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import torch4j.Tensor;

/**
 * The tensors in a value: in batches, records, lists, maps, arrays of objects and Optionals of
 * them, however deep.
 *
 * @param tensors the tensors
 * @param opaque whether there is an object that may have others in it
 */
record TensorTree(List<Tensor> tensors, boolean opaque) {
  static TensorTree of(Object value) {
    List<Tensor> found = new ArrayList<>(2);
    boolean opaque = !find(value, found);
    return new TensorTree(found, opaque);
  }

  // Whether all of the value is understood.
  private static boolean find(Object value, List<Tensor> found) {
    if (value instanceof Tensor tensor) {
      found.add(tensor);
      return true;
    }
    if (value instanceof Batch batch) {
      return findAll(batch.values(), found);
    }
    if (value instanceof Record row && RecordType.isReadable(row)) {
      return findAll(Arrays.asList(RecordType.of(row).values(row)), found);
    }
    if (value instanceof Collection<?> values) {
      return findAll(values, found);
    }
    if (value instanceof Map<?, ?> map) {
      return findAll(map.values(), found);
    }
    if (value instanceof Object[] array) {
      return findAll(Arrays.asList(array), found);
    }
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty() || find(optional.get(), found);
    }
    return isPlain(value);
  }

  private static boolean findAll(Collection<?> values, List<Tensor> found) {
    boolean all = true;
    for (Object value : values) {
      all &= find(value, found);
    }
    return all;
  }

  private static boolean isPlain(Object value) {
    return value == null
        || value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>
        || value.getClass().isArray();
  }

  /** The value with other tensors; lists and maps are new ones, other objects stay as they are. */
  @SuppressWarnings("unchecked") // each branch makes what it was given
  static <T> T map(T value, UnaryOperator<Tensor> change) {
    return (T) changed(value, change);
  }

  private static Object changed(Object value, UnaryOperator<Tensor> change) {
    if (value instanceof Tensor tensor) {
      return change.apply(tensor);
    }
    if (value instanceof Batch batch) {
      return new Batch(changedList(batch.values(), change), batch.names());
    }
    if (value instanceof Record row && RecordType.isReadable(row)) {
      RecordType type = RecordType.of(row);
      return type.make(changedList(Arrays.asList(type.values(row)), change).toArray());
    }
    if (value instanceof List<?> list) {
      return changedList(list, change);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(key, changed(inner, change)));
      return copy;
    }
    return value;
  }

  private static List<Object> changedList(List<?> list, UnaryOperator<Tensor> change) {
    List<Object> copy = new ArrayList<>(list.size());
    for (Object value : list) {
      copy.add(changed(value, change));
    }
    return copy;
  }
}
