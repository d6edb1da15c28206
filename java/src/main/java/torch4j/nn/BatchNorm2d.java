package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.BatchNormOptions;

/**
 * Normalises each channel over batch and image. Same as {@code torch.nn.BatchNorm2d}: input {@code
 * [N, numFeatures, H, W]}; by the batch's mean and variance while training, by the running ones in
 * evaluation.
 */
public final class BatchNorm2d extends BatchNormLayer {
  /** PyTorch's defaults. */
  public static BatchNormOptions options() {
    return BatchNormOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public BatchNorm2d(long numFeatures) {
    this(numFeatures, options());
  }

  /** A layer with all options. */
  public BatchNorm2d(long numFeatures, BatchNormOptions options) {
    super(numFeatures, options);
  }

  @Override
  void requireDimensions(Tensor input) {
    if (input.dim() != 4) {
      throw refuse("expected 4D input (got " + input.dim() + "D input)", input);
    }
  }

  @Override
  protected String expectedInput() {
    return "[N, " + numFeatures + ", H, W], of the weight's dtype";
  }
}
