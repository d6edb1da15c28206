package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Instance normalization: normalizes each channel of each example over the spatial dimensions. Same
 * as {@code torch.nn.LazyInstanceNorm1d}: input {@code [N, C, L]} or {@code [C, L]}; with the
 * example's own mean and variance, or in evaluation with the running statistics if they are
 * tracked. The number of channels is inferred from the first input or a state dict.
 */
public final class LazyInstanceNorm1d extends InstanceNormLayer {
  /**
   * PyTorch's defaults: as in Python, not those of {@link InstanceNorm1d} but with affine
   * parameters and running statistics.
   */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyInstanceNorm1d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyInstanceNorm1d(BatchNormOptions options) {
    super(options, 2, 3);
  }
}
