package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A {@link ConvTranspose1d} whose number of input channels is inferred from the first input or a
 * state dict. Same as {@code torch.nn.LazyConvTranspose1d}: its parameters are initialized by the
 * first input.
 */
public final class LazyConvTranspose1d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with this kernel size and PyTorch's defaults. */
  public LazyConvTranspose1d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with this kernel size and all options.
   *
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the number of output channels is not divisible by the
   *     groups
   */
  public LazyConvTranspose1d(long outChannels, long kernelSize, ConvTransposeOptions options) {
    super(1, null, outChannels, Sizes.of(kernelSize), options);
  }
}
