package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * Batches of samples: {@code torch.utils.data._utils.collate}.
 *
 * <p>It goes through the samples' structure, and collates the values at each place of it: a column.
 */
final class Collation {
  private static final String REMEDY = "; pass a collate function for others";

  // Whether records, lists and maps become batches.
  private final boolean toBatch;

  private Collation(boolean toBatch) {
    this.toBatch = toBatch;
  }

  /** A batch of the samples' own type. */
  @SuppressWarnings("unchecked") // each kind of value is collated to its own type, or refused
  static <S> S sameType(List<S> samples) {
    Object first = samples.get(0);
    boolean isPlain = !(first == null || first instanceof Tensor || isStructure(first));
    if (isPlain) {
      throw new MismatchException(
          "samples: got a "
              + first.getClass().getSimpleName()
              + " from %s, expected a tensor, or a batch, record, list or map of tensors; pass"
              + " Collate.toBatch(), or a collate function of your own",
          0);
    }
    return (S) new Collation(false).collate(samples, "");
  }

  /** A {@link Batch} of samples of any type. */
  static <S> Batch batch(List<S> samples) {
    Object collated = new Collation(true).collate(samples, "");
    return collated instanceof Batch batch ? batch : new Batch(List.of(collated), List.of());
  }

  private static boolean isStructure(Object value) {
    return value instanceof Batch
        || value instanceof Record
        || value instanceof List<?>
        || value instanceof Map<?, ?>;
  }

  // where: the place in a sample, for messages.
  private Object collate(List<?> column, String where) {
    Object first = column.get(0);
    requireOneKind(column, where);
    if (first instanceof Tensor) {
      return stack(tensors(column, Tensor.class::cast), where);
    }
    if (first instanceof Batch batch) {
      return collateBatches(column, batch, where);
    }
    if (first instanceof Record row) {
      return collateRecords(column, row, where);
    }
    if (first instanceof Map<?, ?> map) {
      return collateMaps(column, map, where);
    }
    if (first instanceof List<?> list) {
      requireSameSize(column, where);
      List<Object> collated = collateColumns(column, value -> (List<?>) value, list.size(), where);
      return toBatch ? new Batch(collated, List.of()) : collated;
    }
    if (first instanceof CharSequence) {
      return List.copyOf(column);
    }
    if (first instanceof Boolean || first instanceof Number) {
      return numbers(column, where);
    }
    if (first.getClass().isArray() && first.getClass().getComponentType().isPrimitive()) {
      return stack(tensors(column, Collation::ofArray), where);
    }
    throw new MismatchException(
        "samples"
            + where
            + ": got a "
            + first.getClass().getSimpleName()
            + " from %s, expected tensors, numbers, strings, or records, lists and maps of them"
            + REMEDY,
        0);
  }

  private static void requireOneKind(List<?> column, String where) {
    for (int i = 0; i < column.size(); i++) {
      Object value = column.get(i);
      if (value == null) {
        throw new MismatchException(
            "samples" + where + ": got null from %s, expected a value" + REMEDY, i);
      }
      if (kind(value) != kind(column.get(0))) {
        throw new MismatchException(
            "samples"
                + where
                + ": got a "
                + column.get(0).getClass().getSimpleName()
                + " from %s and a "
                + value.getClass().getSimpleName()
                + " from %s, expected values of one type"
                + REMEDY,
            0,
            i);
      }
    }
  }

  private static Class<?> kind(Object value) {
    if (value instanceof Tensor) {
      return Tensor.class;
    }
    if (value instanceof List<?>) {
      return List.class;
    }
    if (value instanceof Map<?, ?>) {
      return Map.class;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return Long.class; // one dtype for all
    }
    return value.getClass();
  }

  private static List<Tensor> tensors(List<?> column, Function<Object, Tensor> tensor) {
    List<Tensor> tensors = new ArrayList<>(column.size());
    for (Object value : column) {
      tensors.add(tensor.apply(value));
    }
    return tensors;
  }

  private static Tensor stack(List<Tensor> tensors, String where) {
    try {
      return Torch.stack(tensors);
    } catch (RuntimeException e) {
      throw LibTorchErrors.isLibTorchError(e) ? ragged(tensors, where, e) : e;
    }
  }

  // Which two tensors do not fit, if that is the reason.
  private static RuntimeException ragged(List<Tensor> tensors, String where, RuntimeException e) {
    String first = TensorDescription.of(tensors.get(0));
    for (int i = 1; i < tensors.size(); i++) {
      String other = TensorDescription.of(tensors.get(i));
      if (!other.equals(first)) {
        var mismatch =
            new MismatchException(
                "samples"
                    + where
                    + ": got "
                    + first
                    + " from %s and "
                    + other
                    + " from %s, expected tensors of one shape; pass a collate function that pads",
                0,
                i);
        mismatch.initCause(e);
        return mismatch;
      }
    }
    return e;
  }

  private Object collateBatches(List<?> column, Batch first, String where) {
    for (int i = 1; i < column.size(); i++) {
      Batch other = (Batch) column.get(i);
      if (other.size() != first.size() || !other.names().equals(first.names())) {
        throw new MismatchException(
            "samples"
                + where
                + ": got "
                + shape(first)
                + " from %s and "
                + shape(other)
                + " from %s, expected batches with the same values"
                + REMEDY,
            0,
            i);
      }
    }
    List<Object> collated =
        collateColumns(column, value -> ((Batch) value).values(), first.size(), where);
    return new Batch(collated, first.names());
  }

  private static String shape(Batch batch) {
    return batch.names().isEmpty() ? batch.size() + " values" : batch.names().toString();
  }

  private Object collateRecords(List<?> column, Record first, String where) {
    RecordType type = RecordType.of(first);
    List<List<Object>> rows = new ArrayList<>(column.size());
    for (Object row : column) {
      rows.add(Arrays.asList(type.values((Record) row)));
    }
    List<String> names = type.names();
    var collated = new Object[names.size()];
    for (int i = 0; i < collated.length; i++) {
      collated[i] = collate(column(rows, i), where + "." + names.get(i));
      if (!toBatch && !type.fits(i, collated[i])) {
        throw new IllegalArgumentException(
            "samples: got a "
                + collated[i].getClass().getSimpleName()
                + " for a batch's "
                + type.component(i)
                + ", expected its declared type; pass Collate.toBatch(), or a collate function of"
                + " your own");
      }
    }
    return toBatch ? new Batch(Arrays.asList(collated), names) : type.make(collated);
  }

  private Object collateMaps(List<?> column, Map<?, ?> first, String where) {
    Map<Object, Object> collated = new LinkedHashMap<>();
    for (Object key : first.keySet()) {
      List<Object> values = new ArrayList<>(column.size());
      for (int i = 0; i < column.size(); i++) {
        Map<?, ?> map = (Map<?, ?>) column.get(i);
        if (!map.containsKey(key)) {
          throw new MismatchException(
              "samples"
                  + where
                  + ": got a map without "
                  + key
                  + " from %s, expected the keys of %s",
              i,
              0);
        }
        values.add(map.get(key));
      }
      collated.put(key, collate(values, where + "[" + key + "]"));
    }
    return toBatch
        ? new Batch(
            new ArrayList<>(collated.values()),
            collated.keySet().stream().map(String::valueOf).toList())
        : collated;
  }

  private static void requireSameSize(List<?> column, String where) {
    int size = ((List<?>) column.get(0)).size();
    for (int i = 1; i < column.size(); i++) {
      int other = ((List<?>) column.get(i)).size();
      if (other != size) {
        throw new MismatchException(
            "samples"
                + where
                + ": got a list of "
                + size
                + " from %s and one of "
                + other
                + " from %s, expected lists of one size"
                + REMEDY,
            0,
            i);
      }
    }
  }

  private List<Object> collateColumns(
      List<?> column, Function<Object, List<?>> row, int count, String where) {
    List<List<?>> rows = new ArrayList<>(column.size());
    for (Object value : column) {
      rows.add(row.apply(value));
    }
    List<Object> collated = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      collated.add(collate(column(rows, i), where + "[" + i + "]"));
    }
    return collated;
  }

  private static List<Object> column(List<? extends List<?>> rows, int index) {
    List<Object> column = new ArrayList<>(rows.size());
    for (List<?> row : rows) {
      column.add(row.get(index));
    }
    return column;
  }

  private static Tensor numbers(List<?> column, String where) {
    Object first = column.get(0);
    if (first instanceof Boolean) {
      return Torch.tensor(column, DType.bool);
    }
    if (first instanceof Double) {
      return Torch.tensor(column, DType.float64);
    }
    if (first instanceof Float) {
      return Torch.tensor(column, DType.float32);
    }
    if (kind(first) == Long.class) {
      return Torch.tensor(column, DType.int64);
    }
    throw new MismatchException(
        "samples"
            + where
            + ": got a "
            + first.getClass().getSimpleName()
            + " from %s, expected a long, int, double, float or boolean"
            + REMEDY,
        0);
  }

  private static Tensor ofArray(Object array) {
    if (array instanceof float[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof double[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof long[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof int[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof short[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof byte[] values) {
      return Torch.tensor(values);
    }
    if (array instanceof boolean[] values) {
      return Torch.tensor(values);
    }
    throw new IllegalArgumentException(
        "samples: got a " + array.getClass().getSimpleName() + ", expected an array of numbers");
  }
}
