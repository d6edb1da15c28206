package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 2D convolution over images. Same as {@code torch.nn.Conv2d}: input {@code [N, inChannels, H,
 * W]} or {@code [inChannels, H, W]}, of the weight's dtype.
 */
public final class Conv2d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a square kernel and PyTorch's defaults. */
  public Conv2d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with a square kernel and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups, or
   *     the padding is "same" and the stride is not 1
   */
  public Conv2d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with a kernel size for each dimension and PyTorch's defaults. */
  public Conv2d(long inChannels, long outChannels, Sizes kernelSize) {
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
  public Conv2d(long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    super(2, inChannels, outChannels, kernelSize, options);
  }
}
