package torch4j.nn;

import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalizes each channel over batch and space. Same as {@code torch.nn.LazyBatchNorm2d}: input
 * {@code [N, C, H, W]}; by the batch's mean and variance while training, by the running ones in
 * evaluation. The number of channels is inferred from the first input or a state dict.
 */
public final class LazyBatchNorm2d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public LazyBatchNorm2d() {
    this(options());
  }

  /** A layer with all options. */
  public LazyBatchNorm2d(BatchNormOptions options) {
    super(options, 4, 4);
  }
}
