package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of max pooling beside the kernel size, with PyTorch's defaults.
 *
 * @param stride the stride of the window; null for the kernel size
 * @param padding the implicit negative infinity padding added on both sides
 * @param dilation the stride between the elements of a window
 * @param ceilMode whether to use ceil instead of floor to compute the output shape
 */
@Withers
public record MaxPoolOptions(Sizes stride, Sizes padding, Sizes dilation, boolean ceilMode)
    implements MaxPoolOptionsWithers {
  /** PyTorch's defaults. */
  public static final MaxPoolOptions DEFAULT =
      new MaxPoolOptions(null, Sizes.of(0), Sizes.of(1), false);

  /** Checks the values. */
  public MaxPoolOptions {
    Require.nonNull(padding, "padding", "sizes");
    Require.nonNull(dilation, "dilation", "sizes");
  }
}
