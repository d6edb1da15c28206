package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Batch normalization: normalizes each channel over the batch and the spatial dimensions. Same as
 * {@code torch.nn.BatchNorm1d}: input {@code [N, C]} or {@code [N, C, L]}; with the mean and
 * variance of the batch during training, with the running statistics in evaluation.
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

  /**
   * A layer with all options.
   *
   * @param numFeatures the number of channels C of the input
   */
  public BatchNorm1d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options, 2, 3);
  }
}
