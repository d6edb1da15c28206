package torch4j.nn.init;

/**
 * The function after a layer, which determines the gain that {@link Init#calculateGain} returns.
 */
public enum Nonlinearity {
  /** None. */
  LINEAR,
  /** A convolution over sequences. */
  CONV1D,
  /** A convolution over images. */
  CONV2D,
  /** A convolution over volumes. */
  CONV3D,
  /** A transposed convolution over sequences. */
  CONV_TRANSPOSE1D,
  /** A transposed convolution over images. */
  CONV_TRANSPOSE2D,
  /** A transposed convolution over volumes. */
  CONV_TRANSPOSE3D,
  /** The sigmoid. */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** The rectifier. */
  RELU,
  /** The rectifier with a negative slope, which is the gain's parameter. */
  LEAKY_RELU,
  /** The scaled exponential unit. */
  SELU;

  /** The name in Python: relu, leaky_relu, conv_transpose2d. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
