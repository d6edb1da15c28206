package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.BCEWithLogitsLoss}, with PyTorch's defaults.
 *
 * @param weight a manual rescaling weight for the loss of each batch element, or null
 * @param reduction the reduction applied to the output: none, mean or sum
 * @param posWeight a weight of positive examples, broadcast with the target, or null
 */
@Withers
public record BCEWithLogitsLossOptions(Tensor weight, Reduction reduction, Tensor posWeight)
    implements BCEWithLogitsLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final BCEWithLogitsLossOptions DEFAULT =
      new BCEWithLogitsLossOptions(null, Reduction.MEAN, null);

  /** Checks the values. */
  public BCEWithLogitsLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
  }
}
