package torch4j;

import java.lang.reflect.Array;

/** Finds the dtype of nested values: as Python does, the one that has room for all of them. */
final class FoundTypes implements NestedValues.Visitor {
  private final DType floating = NewTensor.defaultDtype();
  private DType dtype;
  private ElementType rows;
  private boolean mixed;
  private long count;

  @Override
  public void row(ElementType type, Object array) {
    mixed |= rows != null && rows != type;
    rows = type;
    count += Array.getLength(array);
    merge(type.dtype());
  }

  @Override
  public void value(Object number) {
    mixed = true;
    count++;
    if (number instanceof Tensor tensor) {
      merge(tensor.dtype());
    } else if (number instanceof Boolean) {
      merge(DType.bool);
    } else {
      merge(number instanceof Double || number instanceof Float ? floating : DType.int64);
    }
  }

  private void merge(DType next) {
    if (next != dtype) {
      dtype = dtype == null ? next : Torch.promoteTypes(dtype, next);
    }
  }

  /** The dtype; of an empty array its own, of an empty list the default one. */
  DType dtype(Object values) {
    if (dtype != null) {
      return dtype;
    }
    ElementType elements = ofElements(values);
    return elements == null ? floating : elements.dtype();
  }

  /** The type of the rows if there are only rows, of one type; else null. */
  ElementType rows() {
    return mixed ? null : rows;
  }

  /** The number of values. */
  int count() {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensor: values: got " + count + " numbers, expected at most " + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  /** The type of a nested array's elements; null for arrays of objects, and what is no array. */
  static ElementType ofElements(Object array) {
    Class<?> type = array.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return ElementType.of(type);
  }
}
