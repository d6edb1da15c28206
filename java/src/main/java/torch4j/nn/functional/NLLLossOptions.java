package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.NLLLoss}, with PyTorch's defaults.
 *
 * @param weight a manual rescaling weight for each class, {@code [C]}, or null
 * @param ignoreIndex a target value that is ignored and does not contribute to the gradient
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record NLLLossOptions(Tensor weight, long ignoreIndex, Reduction reduction)
    implements NLLLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final NLLLossOptions DEFAULT = new NLLLossOptions(null, -100, Reduction.MEAN);

  /** Checks the values. */
  public NLLLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
  }
}
