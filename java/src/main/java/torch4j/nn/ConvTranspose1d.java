package torch4j.nn;

import torch4j.nn.functional.ConvTransposeOptions;
import torch4j.nn.functional.Sizes;

/**
 * A transposed convolution over sequences: the gradient of a convolution by its input. Same as
 * {@code torch.nn.ConvTranspose1d}: input {@code [N, inChannels, L]} or {@code [inChannels, L]}, of
 * the weight's dtype.
 */
public final class ConvTranspose1d extends ConvTransposeLayer {
  /** PyTorch's defaults: stride 1, no padding, with bias. */
  public static ConvTransposeOptions options() {
    return ConvTransposeOptions.DEFAULT;
  }

  /** A transposed convolution with one window size and PyTorch's defaults. */
  public ConvTranspose1d(long inChannels, long outChannels, long kernelSize) {
    this(inChannels, outChannels, kernelSize, options());
  }

  /**
   * A transposed convolution with one window size and all options.
   *
   * @throws IllegalArgumentException if the groups do not divide the channels
   */
  public ConvTranspose1d(
      long inChannels, long outChannels, long kernelSize, ConvTransposeOptions options) {
    super(1, inChannels, outChannels, Sizes.of(kernelSize), options);
  }
}
