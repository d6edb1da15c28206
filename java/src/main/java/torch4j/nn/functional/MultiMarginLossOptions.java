package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.MultiMarginLoss}, with PyTorch's defaults.
 *
 * @param p the exponent of the hinge: 1 or 2
 * @param margin the margin between the score of the correct class and the others
 * @param weight a manual rescaling weight for each class, {@code [C]}, or null
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record MultiMarginLossOptions(long p, double margin, Tensor weight, Reduction reduction)
    implements MultiMarginLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final MultiMarginLossOptions DEFAULT =
      new MultiMarginLossOptions(1, 1, null, Reduction.MEAN);

  /** Checks the values. */
  public MultiMarginLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException(
          "p: got " + p + ", expected 1 or 2; only p == 1 and p == 2 supported");
    }
    if (weight != null && weight.dim() != 1) {
      throw new IllegalArgumentException(
          "weight: got " + TensorDescription.of(weight) + ", expected [C]: null or a 1D tensor");
    }
  }
}
