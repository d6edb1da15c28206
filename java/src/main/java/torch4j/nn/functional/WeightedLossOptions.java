package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.BCELoss} and {@code MultiLabelSoftMarginLoss}, with their defaults.
 *
 * @param weight a manual rescaling weight for each batch element (BCELoss) or class
 *     (MultiLabelSoftMarginLoss), or null
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record WeightedLossOptions(Tensor weight, Reduction reduction)
    implements WeightedLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final WeightedLossOptions DEFAULT = new WeightedLossOptions(null, Reduction.MEAN);

  /** Checks the values. */
  public WeightedLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
  }
}
