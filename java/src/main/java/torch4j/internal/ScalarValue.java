package torch4j.internal;

import org.bytedeco.pytorch.Tensor;

/**
 * The numbers of Python's state dicts: a {@code Number}, or a tensor with one element, such as a
 * learning rate that was given as a tensor.
 */
public final class ScalarValue {
  private ScalarValue() {}

  /** Whether the value is a number. */
  public static boolean is(Object value) {
    return value instanceof Number
        || (value instanceof Tensor tensor
            && !tensor.isNull()
            && tensor.defined()
            && tensor.numel() == 1
            && !tensor.is_complex());
  }

  /** The number of a value that is one. */
  public static double toDouble(Object value) {
    return value instanceof Tensor tensor ? tensor.item_double() : ((Number) value).doubleValue();
  }
}
