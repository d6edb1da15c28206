package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.GaussianNLLLoss}, with PyTorch's defaults.
 *
 * @param full whether to include the constant term in the loss calculation
 * @param eps the value that the variance is clamped to, for stability
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record GaussianNLLLossOptions(boolean full, double eps, Reduction reduction)
    implements GaussianNLLLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final GaussianNLLLossOptions DEFAULT =
      new GaussianNLLLossOptions(false, 1e-6, Reduction.MEAN);

  /** Checks the values. */
  public GaussianNLLLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
  }
}
