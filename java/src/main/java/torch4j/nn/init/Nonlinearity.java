package torch4j.nn.init;

/**
 * The function after a layer, which determines the gain that {@link Init#calculateGain} returns.
 */
public enum Nonlinearity {
  /** The identity. */
  LINEAR,
  /** A 1D convolution. */
  CONV1D,
  /** A 2D convolution. */
  CONV2D,
  /** A 3D convolution. */
  CONV3D,
  /** A 1D transposed convolution. */
  CONV_TRANSPOSE1D,
  /** A 2D transposed convolution. */
  CONV_TRANSPOSE2D,
  /** A 3D transposed convolution. */
  CONV_TRANSPOSE3D,
  /** The sigmoid. */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** The rectified linear unit. */
  RELU,
  /** The leaky rectified linear unit; its negative slope is the parameter of the gain. */
  LEAKY_RELU,
  /** The scaled exponential linear unit. */
  SELU;

  /** The name in Python: relu, leaky_relu, conv_transpose2d. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
