package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A 2D transposed convolution over images: the gradient of a convolution with respect to its input.
 * Same as {@code torch.nn.ConvTranspose2d}: input {@code [N, inChannels, H, W]} or {@code
 * [inChannels, H, W]}, of the weight's dtype.
 */
public final class ConvTranspose2d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with a square kernel and PyTorch's defaults. */
  public ConvTranspose2d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with a square kernel and all options.
   *
   * @param inChannels the number of channels in the input
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the numbers of channels are not divisible by the groups
   */
  public ConvTranspose2d(
      long inChannels, long outChannels, long kernelSize, ConvTransposeOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A transposed convolution with a kernel size for each dimension and PyTorch's defaults. */
  public ConvTranspose2d(long inChannels, long outChannels, Sizes kernelSize) {
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
  public ConvTranspose2d(
      long inChannels, long outChannels, Sizes kernelSize, ConvTransposeOptions options) {
    super(2, inChannels, outChannels, kernelSize, options);
  }
}
