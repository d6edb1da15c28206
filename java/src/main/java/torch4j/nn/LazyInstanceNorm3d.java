package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel of each example over space. Same as {@code torch.nn.LazyInstanceNorm3d}:
 * input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}; by its own mean and variance, or in
 * evaluation by the running ones if they are kept. The number of channels is inferred from the
 * first input or a state dict.
 */
public final class LazyInstanceNorm3d extends InstanceNormLayer {
  /**
   * PyTorch's defaults: as in Python, not those of {@link InstanceNorm3d} but with weight, bias and
   * running averages.
   */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyInstanceNorm3d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyInstanceNorm3d(BatchNormOptions options) {
    super(options, 4, 5);
  }
}
