package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A {@link Conv2d} whose number of input channels is inferred from the first input or a state dict.
 * Same as {@code torch.nn.LazyConv2d}: its parameters are initialized by the first input.
 */
public final class LazyConv2d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a square kernel and PyTorch's defaults. */
  public LazyConv2d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A convolution with a square kernel and all options.
   *
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the number of output channels is not divisible by the
   *     groups, or the padding is "same" and the stride is not 1
   */
  public LazyConv2d(long outChannels, long kernelSize, ConvOptions options) {
    this(outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with a kernel size for each dimension and PyTorch's defaults. */
  public LazyConv2d(long outChannels, Sizes kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A convolution with a kernel size for each dimension and all options.
   *
   * @param outChannels the number of channels produced by the convolution
   * @param kernelSize the size of the convolving kernel
   * @throws IllegalArgumentException if the number of output channels is not divisible by the
   *     groups, or the padding is "same" and the stride is not 1
   */
  public LazyConv2d(long outChannels, Sizes kernelSize, ConvOptions options) {
    super(2, null, outChannels, kernelSize, options);
  }
}
