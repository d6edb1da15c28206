package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A convolution over volumes. Same as {@code torch.nn.Conv3d}: input {@code [N, inChannels, D, H,
 * W]} or {@code [inChannels, D, H, W]}, of the weight's dtype.
 */
public final class Conv3d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with a cubic window and PyTorch's defaults. */
  public Conv3d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with a cubic window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv3d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    this(inChannels, outChannels, Sizes.of(kernelSize), options);
  }

  /** A convolution with any window and PyTorch's defaults. */
  public Conv3d(long inChannels, long outChannels, Sizes kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with any window and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv3d(long inChannels, long outChannels, Sizes kernelSize, ConvOptions options) {
    super(3, inChannels, outChannels, kernelSize, options);
  }
}
