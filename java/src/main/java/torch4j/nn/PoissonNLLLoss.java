package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.PoissonNLLLossOptions;

/**
 * The negative log likelihood loss with a Poisson distribution of the target. Same as {@code
 * torch.nn.PoissonNLLLoss}: input and target {@code [*]} of the same shape.
 */
public final class PoissonNLLLoss extends Loss {
  private final PoissonNLLLossOptions options;

  /** PyTorch's defaults. */
  public static PoissonNLLLossOptions options() {
    return PoissonNLLLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public PoissonNLLLoss() {
    this(options());
  }

  /** A loss with all options. */
  public PoissonNLLLoss(PoissonNLLLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    this.options = options;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.poissonNllLoss(input, target, options);
  }

  @Override
  protected String expectedInput() {
    return "rates [*] and a target of the same shape";
  }
}
