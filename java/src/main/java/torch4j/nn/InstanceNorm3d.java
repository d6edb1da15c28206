package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Instance normalization: normalizes each channel of each example over the spatial dimensions. Same
 * as {@code torch.nn.InstanceNorm3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}; with
 * the example's own mean and variance, or in evaluation with the running statistics if they are
 * tracked.
 */
public final class InstanceNorm3d extends InstanceNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.INSTANCE;
  }

  /** A layer with PyTorch's defaults. */
  public InstanceNorm3d(long numFeatures) {
    this(numFeatures, options());
  }

  /**
   * A layer with all options.
   *
   * @param numFeatures the number of channels C of the input
   */
  public InstanceNorm3d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 4, 5);
  }
}
