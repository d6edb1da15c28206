package torch4j.nn.functional;

/**
 * What max pooling takes beside the window, with PyTorch's defaults.
 *
 * @param stride the window's step; null for the window's own size
 * @param padding how far the input is extended on each side, at most half the window
 * @param dilation the distance between a window's elements
 * @param ceilMode whether a window may reach over the edge
 */
public record MaxPoolOptions(Sizes stride, Sizes padding, Sizes dilation, boolean ceilMode) {
  /** PyTorch's defaults. */
  public static final MaxPoolOptions DEFAULT =
      new MaxPoolOptions(null, Sizes.of(0), Sizes.of(1), false);

  /** Another step of the window: one number, or one for each dimension. */
  public MaxPoolOptions stride(long... stride) {
    return new MaxPoolOptions(Sizes.of(stride), padding, dilation, ceilMode);
  }

  /** Another padding: one number, or one for each dimension. */
  public MaxPoolOptions padding(long... padding) {
    return new MaxPoolOptions(stride, Sizes.of(padding), dilation, ceilMode);
  }

  /** Another dilation: one number, or one for each dimension. */
  public MaxPoolOptions dilation(long... dilation) {
    return new MaxPoolOptions(stride, padding, Sizes.of(dilation), ceilMode);
  }

  /** Whether a window may reach over the edge. */
  public MaxPoolOptions ceilMode(boolean ceilMode) {
    return new MaxPoolOptions(stride, padding, dilation, ceilMode);
  }
}
