package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 3D convolution over volumes. Same as {@code torch.nn.Conv3d}: input {@code [N, inChannels, D,
 * H, W]} or {@code [inChannels, D, H, W]}, of the weight's dtype.
 */
public final class Conv3d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a cubic kernel and PyTorch's defaults. */
  public Conv3d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with a cubic kernel and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups, or
   *     the padding is "same" and the stride is not 1
   */
  public Conv3d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with a kernel size for each dimension and PyTorch's defaults. */
  public Conv3d(long inChannels, long outChannels, Sizes kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with a kernel size for each dimension and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups, or
   *     the padding is "same" and the stride is not 1
   */
  public Conv3d(long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    super(3, inChannels, outChannels, kernelSize, options);
  }
}
