package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Batch normalization: normalizes each channel over the batch and the spatial dimensions. Same as
 * {@code torch.nn.LazyBatchNorm1d}: input {@code [N, C]} or {@code [N, C, L]}; with the mean and
 * variance of the batch during training, with the running statistics in evaluation. The number of
 * channels is inferred from the first input or a state dict.
 */
public final class LazyBatchNorm1d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyBatchNorm1d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyBatchNorm1d(BatchNormOptions options) {
    super(options, 2, 3);
  }
}
