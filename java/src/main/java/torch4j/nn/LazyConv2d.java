package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A {@link Conv2d} whose number of input channels is inferred from the first input or a state dict.
 * Same as {@code torch.nn.LazyConv2d}: its parameters are initialized at the first input.
 */
public final class LazyConv2d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a square window and PyTorch's defaults. */
  public LazyConv2d(long outChannels, long kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A convolution with a square window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the output channels, or "same"
   *     padding meets a stride
   */
  public LazyConv2d(long outChannels, long kernelSize, ConvOptions options) {
    this(outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with any window and PyTorch's defaults. */
  public LazyConv2d(long outChannels, Sizes kernelSize) {
    this(outChannels, kernelSize, options());
  }

  /**
   * A convolution with any window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the output channels, or "same"
   *     padding meets a stride
   */
  public LazyConv2d(long outChannels, Sizes kernelSize, ConvOptions options) {
    super(2, null, outChannels, kernelSize, options);
  }
}
