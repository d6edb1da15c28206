package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A convolution over images. Same as {@code torch.nn.Conv2d}: input {@code [N, inChannels, H, W]}
 * or {@code [inChannels, H, W]}, of the weight's dtype.
 */
public final class Conv2d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a square window and PyTorch's defaults. */
  public Conv2d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with a square window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv2d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with any window and PyTorch's defaults. */
  public Conv2d(long inChannels, long outChannels, Sizes kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with any window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv2d(long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    super(2, inChannels, outChannels, kernelSize, options);
  }
}
