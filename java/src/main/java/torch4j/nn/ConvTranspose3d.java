package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 3D transposed convolution over volumes: the gradient of a convolution with respect to its
 * input. Same as {@code torch.nn.ConvTranspose3d}: input {@code [N, inChannels, D, H, W]} or {@code
 * [inChannels, D, H, W]}, of the weight's dtype.
 */
public final class ConvTranspose3d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with a cubic kernel and PyTorch's defaults. */
  public ConvTranspose3d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with a cubic kernel and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups
   */
  public ConvTranspose3d(
      long inChannels, long outChannels, long kernelSize, ConvTransposeOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A transposed convolution with a kernel size for each dimension and PyTorch's defaults. */
  public ConvTranspose3d(long inChannels, long outChannels, Sizes kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with a kernel size for each dimension and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups
   */
  public ConvTranspose3d(
      long inChannels, long outChannels, Sizes kernelSize, ConvTransposeOptions options) {
    super(3, inChannels, outChannels, kernelSize, options);
  }
}
