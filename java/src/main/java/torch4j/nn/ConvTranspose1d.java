package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 1D transposed convolution over sequences: the gradient of a convolution with respect to its
 * input. Same as {@code torch.nn.ConvTranspose1d}: input {@code [N, inChannels, L]} or {@code
 * [inChannels, L]}, of the weight's dtype.
 */
public final class ConvTranspose1d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with this kernel size and PyTorch's defaults. */
  public ConvTranspose1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with this kernel size and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups
   */
  public ConvTranspose1d(
      long inChannels, long outChannels, long kernelSize, ConvTransposeOptions options) {
    super(1, inChannels, outChannels, Sizes.of(kernelSize), options);
  }
}
