package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel of each example over space. Same as {@code torch.nn.InstanceNorm2d}:
 * input {@code [N, C, H, W]} or {@code [C, H, W]}; by its own mean and variance, or in evaluation
 * by the running ones if they are kept.
 */
public final class InstanceNorm2d extends InstanceNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.INSTANCE;
  }

  /** A layer with PyTorch's defaults. */
  public InstanceNorm2d(long numFeatures) {
    this(numFeatures, options());
  }

  /** A layer with all options. */
  public InstanceNorm2d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 3, 4);
  }
}
