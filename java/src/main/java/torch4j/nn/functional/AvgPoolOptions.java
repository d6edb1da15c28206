package torch4j.nn.functional;

/**
 * What mean pooling takes beside the window, with PyTorch's defaults.
 *
 * @param stride the window's step; null for the window's own size
 * @param padding how far the input is extended with zeros on each side, at most half the window
 * @param ceilMode whether a window may reach over the edge
 * @param countIncludePad whether the padding's zeros count in the mean
 * @param divisorOverride what the sum is divided by instead of the number of elements; null for
 *     that number; not in one dimension
 */
public record AvgPoolOptions(
    Sizes stride, Sizes padding, boolean ceilMode, boolean countIncludePad, Long divisorOverride) {
  /** PyTorch's defaults. */
  public static final AvgPoolOptions DEFAULT =
      new AvgPoolOptions(null, Sizes.of(0), false, true, null);

  /** Another step of the window: one number, or one for each dimension. */
  public AvgPoolOptions stride(long... stride) {
    return new AvgPoolOptions(
        Sizes.of(stride), padding, ceilMode, countIncludePad, divisorOverride);
  }

  /** Another padding: one number, or one for each dimension. */
  public AvgPoolOptions padding(long... padding) {
    return new AvgPoolOptions(
        stride, Sizes.of(padding), ceilMode, countIncludePad, divisorOverride);
  }

  /** Whether a window may reach over the edge. */
  public AvgPoolOptions ceilMode(boolean ceilMode) {
    return new AvgPoolOptions(stride, padding, ceilMode, countIncludePad, divisorOverride);
  }

  /** Whether the padding's zeros count in the mean. */
  public AvgPoolOptions countIncludePad(boolean countIncludePad) {
    return new AvgPoolOptions(stride, padding, ceilMode, countIncludePad, divisorOverride);
  }

  /** What the sum is divided by instead of the number of elements. */
  public AvgPoolOptions divisorOverride(long divisorOverride) {
    return new AvgPoolOptions(stride, padding, ceilMode, countIncludePad, divisorOverride);
  }
}
