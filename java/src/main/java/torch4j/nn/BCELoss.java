package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.WeightedLossOptions;

/**
 * The binary cross entropy between the target and the input probabilities. Same as {@code
 * torch.nn.BCELoss}: input {@code [*]} between 0 and 1, and a target of its shape between 0 and 1.
 */
public final class BCELoss extends Loss {

  /** PyTorch's defaults. */
  public static WeightedLossOptions options() {
    return WeightedLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public BCELoss() {
    this(options());
  }

  /** A loss with all options. The weight is registered as the buffer "weight". */
  public BCELoss(WeightedLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    registerBuffer("weight", options.weight());
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return explained(
        () -> F.binaryCrossEntropy(input, target, buffer("weight"), reduction), input, target);
  }

  @Override
  protected String expectedInput() {
    return "probabilities [*] and a target of the same shape, floating-point";
  }
}
