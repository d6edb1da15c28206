package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of average pooling beside the kernel size, with PyTorch's defaults.
 *
 * @param stride the stride of the window; null for the kernel size
 * @param padding the implicit zero padding added on both sides
 * @param ceilMode whether to use ceil instead of floor to compute the output shape
 * @param countIncludePad whether to include the zero padding in the averaging calculation
 * @param divisorOverride the divisor to use instead of the size of the pooling region, in two and
 *     three dimensions; null for that size
 */
@Withers
public record AvgPoolOptions(
    Sizes stride, Sizes padding, boolean ceilMode, boolean countIncludePad, Long divisorOverride)
    implements AvgPoolOptionsWithers {
  /** PyTorch's defaults. */
  public static final AvgPoolOptions DEFAULT =
      new AvgPoolOptions(null, Sizes.of(0), false, true, null);

  /** Checks the values. */
  public AvgPoolOptions {
    Require.nonNull(padding, "padding", "sizes");
  }
}
