package torch4j.internal;

import torch4j.Tensor;

/**
 * Numbers in state dicts: a {@code Number}, or a real tensor with one element, which is how Python
 * saves a learning rate that was given as a tensor.
 */
public final class ScalarValue {
  private ScalarValue() {}

  /** Whether the value is a number. */
  public static boolean is(Object value) {
    return value instanceof Number
        || (value instanceof Tensor tensor
            && !tensor.unwrap().isNull()
            && tensor.unwrap().defined()
            && tensor.numel() == 1
            && !tensor.isComplex());
  }

  /** The number, of a value for which {@link #is} is true. */
  public static double toDouble(Object value) {
    return value instanceof Tensor tensor ? tensor.itemDouble() : ((Number) value).doubleValue();
  }
}
