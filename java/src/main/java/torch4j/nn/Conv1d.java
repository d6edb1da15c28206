package torch4j.nn;

import torch4j.nn.functional.ConvOptions;
import torch4j.nn.functional.Sizes;

/**
 * A convolution over sequences. Same as {@code torch.nn.Conv1d}: input {@code [N, inChannels, L]}
 * or {@code [inChannels, L]}, of the weight's dtype.
 */
public final class Conv1d extends ConvLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvOptions options() {
    return ConvOptions.DEFAULT;
  }

  /** A convolution with one window size and PyTorch's defaults. */
  public Conv1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A convolution with one window size and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels, or "same" padding
   *     meets a stride
   */
  public Conv1d(long inChannels, long outChannels, long kernelSize, ConvOptions options) {
    super(1, inChannels, outChannels, Sizes.of(kernelSize), options);
  }
}
