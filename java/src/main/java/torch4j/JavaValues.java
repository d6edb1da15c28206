package torch4j;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.List;

/** Tensors of whatever Java values there are, by their class. */
final class JavaValues {
  private JavaValues() {}

  /**
   * A new tensor of the values.
   *
   * @param values a number, a boolean, an array, a list, a record or a buffer
   * @param dtype null for the one that the values have by themselves
   */
  static Tensor tensor(Object values, DType dtype) {
    if (values instanceof Boolean truth) {
      return NewTensor.of((boolean) truth, dtype);
    } else if (values instanceof Float number) {
      return NewTensor.of((double) number, dtype == null ? DType.float32 : dtype);
    } else if (values instanceof Double number) {
      return NewTensor.of((double) number, dtype);
    } else if (isInteger(values)) {
      return NewTensor.of(((Number) values).longValue(), dtype);
    }
    ElementType type = ElementType.ofArray(values);
    if (type != null) {
      return NewTensor.of(type, values, new long[] {Array.getLength(values)}, dtype);
    } else if (values instanceof Buffer buffer) {
      return BufferTensors.copy(buffer, dtype);
    } else if (values instanceof Object[] || values instanceof List || values instanceof Record) {
      return NestedValues.tensor(values, dtype);
    }
    throw new IllegalArgumentException(
        "tensor: values: got "
            + (values == null ? "null" : values.getClass().getSimpleName())
            + ", expected numbers or booleans, or arrays, lists, records or buffers of them"
            + (values instanceof Tensor ? "; clone() copies a tensor" : ""));
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  /** A tensor that shares the memory of a tensor or a buffer if it can; else a new one. */
  static Tensor asTensor(Object values, DType dtype) {
    if (values instanceof Tensor tensor) {
      return dtype == null ? tensor : tensor.to(dtype);
    }
    return values instanceof Buffer buffer
        ? BufferTensors.shareOrCopy(buffer, dtype)
        : tensor(values, dtype);
  }
}
