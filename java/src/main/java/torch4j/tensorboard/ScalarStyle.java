package torch4j.tensorboard;

/** How a scalar is written: Python's {@code new_style} and {@code double_precision}. */
public enum ScalarStyle {
  /** As a float by itself: Python's default. */
  SIMPLE,
  /** As a float32 tensor, which TensorBoard loads faster: {@code new_style=True}. */
  TENSOR,
  /** As a float64 tensor: {@code new_style=True, double_precision=True}. */
  DOUBLE_TENSOR
}
