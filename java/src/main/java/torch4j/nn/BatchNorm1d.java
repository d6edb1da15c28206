package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel over batch and space. Same as {@code torch.nn.BatchNorm1d}: input {@code
 * [N, C]} or {@code [N, C, L]}; by the batch's mean and variance while training, by the running
 * ones in evaluation.
 */
public final class BatchNorm1d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public BatchNorm1d(long numFeatures) {
    this(numFeatures, options());
  }

  /** A layer with all options. */
  public BatchNorm1d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 2, 3);
  }
}
