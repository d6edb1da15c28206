package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel over batch and space. Same as {@code torch.nn.BatchNorm3d}: input {@code
 * [N, C, D, H, W]}; by the batch's mean and variance while training, by the running ones in
 * evaluation.
 */
public final class BatchNorm3d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public BatchNorm3d(long numFeatures) {
    this(numFeatures, options());
  }

  /** A layer with all options. */
  public BatchNorm3d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 5, 5);
  }
}
