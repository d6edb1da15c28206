package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel of each example over space. Same as {@code torch.nn.InstanceNorm3d}:
 * input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}; by its own mean and variance, or in
 * evaluation by the running ones if they are kept.
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

  /** A layer with all options. */
  public InstanceNorm3d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 4, 5);
  }
}
