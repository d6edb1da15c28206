package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Instance normalization: normalizes each channel of each example over the spatial dimensions. Same
 * as {@code torch.nn.LazyInstanceNorm3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]};
 * with the example's own mean and variance, or in evaluation with the running statistics if they
 * are tracked. The number of channels is inferred from the first input or a state dict.
 */
public final class LazyInstanceNorm3d extends InstanceNormLayer {
  /**
   * PyTorch's defaults: as in Python, not those of {@link InstanceNorm3d} but with affine
   * parameters and running statistics.
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
