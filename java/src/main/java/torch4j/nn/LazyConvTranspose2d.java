package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A {@link ConvTranspose2d} whose number of input channels is inferred from the first input or a
 * state dict. Same as {@code torch.nn.LazyConvTranspose2d}: its parameters are initialized by the
 * first input.
 */
public final class LazyConvTranspose2d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with a square kernel and PyTorch's defaults. */
  public LazyConvTranspose2d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with a square kernel and all options.
   *
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the number of output channels is not divisible by the
   *     groups
   */
  public LazyConvTranspose2d(long outChannels, long kernelSize, ConvTransposeOptions options) {
    this(outChannels, Sizes.of(kernelSize), options);
  }

  /** A transposed convolution with a kernel size for each dimension and PyTorch's defaults. */
  public LazyConvTranspose2d(long outChannels, Sizes kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with a kernel size for each dimension and all options.
   *
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the number of output channels is not divisible by the
   *     groups
   */
  public LazyConvTranspose2d(long outChannels, Sizes kernelSize, ConvTransposeOptions options) {
    super(2, null, outChannels, kernelSize, options);
  }
}
