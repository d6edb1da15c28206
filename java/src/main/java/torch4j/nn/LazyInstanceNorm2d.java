package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel of each example over space. Same as {@code torch.nn.LazyInstanceNorm2d}:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}; by its own mean and variance, or in evaluation
 * by the running ones if they are kept. The number of channels is inferred from the first input or
 * a state dict.
 */
public final class LazyInstanceNorm2d extends InstanceNormLayer {
  /**
   * PyTorch's defaults: as in Python, not those of {@link InstanceNorm2d} but with weight, bias and
   * running averages.
   */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyInstanceNorm2d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyInstanceNorm2d(BatchNormOptions options) {
    super(options, 3, 4);
  }
}
