package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel over batch and space. Same as {@code torch.nn.LazyBatchNorm3d}: input
 * {@code [N, C, D, H, W]}; by the batch's mean and variance while training, by the running ones in
 * evaluation. The number of channels is inferred from the first input or a state dict.
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
