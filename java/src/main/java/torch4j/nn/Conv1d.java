package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 1D convolution over sequences. Same as {@code torch.nn.Conv1d}: input {@code [N, inChannels,
 * L]} or {@code [inChannels, L]}, of the weight's dtype.
 */
public final class Conv1d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with this kernel size and PyTorch's defaults. */
  public Conv1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with this kernel size and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups, or
   *     the padding is "same" and the stride is not 1
   */
  public Conv1d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    super(1, inChannels, outChannels, Sizes.of(kernelSize), options);
  }
}
