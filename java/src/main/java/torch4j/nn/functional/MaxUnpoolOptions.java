package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of max unpooling beside the kernel size, with PyTorch's defaults.
 *
 * @param stride the stride of the max pooling window; null for the kernel size
 * @param padding the padding that was added to the input of the max pooling
 * @param outputSize the targeted output size, with or without the batch and channel dimensions;
 *     null for the default, computed from stride and padding. Functions take it here, a layer at
 *     each call
 */
@Withers
public record MaxUnpoolOptions(Sizes stride, Sizes padding, Sizes outputSize)
    implements MaxUnpoolOptionsWithers {
  /** PyTorch's defaults. */
  public static final MaxUnpoolOptions DEFAULT = new MaxUnpoolOptions(null, Sizes.of(0), null);

  /** Checks the values. */
  public MaxUnpoolOptions {
    Require.nonNull(padding, "padding", "sizes");
  }
}
