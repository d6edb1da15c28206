package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel over batch and space. Same as {@code torch.nn.LazyBatchNorm1d}: input
 * {@code [N, C]} or {@code [N, C, L]}; by the batch's mean and variance while training, by the
 * running ones in evaluation. The number of channels is inferred from the first input or a state
 * dict.
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
