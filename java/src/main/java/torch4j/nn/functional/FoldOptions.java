package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.Fold} and {@code Unfold} beside their sizes, with PyTorch's defaults.
 *
 * @param dilation the stride of elements within the neighborhood
 * @param padding the implicit zero padding added on both sides of the input
 * @param stride the stride of the sliding blocks in the input's spatial dimensions
 */
@Withers
public record FoldOptions(Sizes dilation, Sizes padding, Sizes stride)
    implements FoldOptionsWithers {
  /** PyTorch's defaults. */
  public static final FoldOptions DEFAULT = new FoldOptions(Sizes.of(1), Sizes.of(0), Sizes.of(1));

  /** Checks the values. */
  public FoldOptions {
    Require.nonNull(dilation, "dilation", "sizes");
    Require.nonNull(padding, "padding", "sizes");
    Require.nonNull(stride, "stride", "sizes");
  }
}
