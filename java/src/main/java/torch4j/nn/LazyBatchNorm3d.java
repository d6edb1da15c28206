package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Batch normalization: normalizes each channel over the batch and the spatial dimensions. Same as
 * {@code torch.nn.LazyBatchNorm3d}: input {@code [N, C, D, H, W]}; with the mean and variance of
 * the batch during training, with the running statistics in evaluation. The number of channels is
 * inferred from the first input or a state dict.
 */
public final class LazyBatchNorm3d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyBatchNorm3d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyBatchNorm3d(BatchNormOptions options) {
    super(options, 5, 5);
  }
}
