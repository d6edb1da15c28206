package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.PoissonNLLLoss}, with PyTorch's defaults.
 *
 * @param logInput whether the input is the logarithm of the rate: the loss is {@code exp(input) -
 *     target * input}, otherwise {@code input - target * log(input + eps)}
 * @param full whether to compute the full loss, which adds the Stirling approximation term
 * @param eps a small value to avoid the evaluation of {@code log(0)} without {@code logInput}
 * @param reduction the reduction applied to the output: none, mean or sum
 */
@Withers
public record PoissonNLLLossOptions(boolean logInput, boolean full, double eps, Reduction reduction)
    implements PoissonNLLLossOptionsWithers {
  /** PyTorch's defaults. */
  public static final PoissonNLLLossOptions DEFAULT =
      new PoissonNLLLossOptions(true, false, 1e-8, Reduction.MEAN);

  /** Checks the values. */
  public PoissonNLLLossOptions {
    Require.nonNull(reduction, "reduction", "a reduction");
  }
}
