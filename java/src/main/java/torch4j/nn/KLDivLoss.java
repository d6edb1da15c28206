package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The Kullback-Leibler divergence loss; the input is in log space. Same as {@code
 * torch.nn.KLDivLoss}: input and target {@code [*]} of the same shape.
 */
public final class KLDivLoss extends Loss {
  private final boolean logTarget;

  /**
   * With the mean over all elements; {@link Reduction#BATCHMEAN} aligns with the mathematical
   * definition.
   */
  public KLDivLoss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public KLDivLoss(Reduction reduction) {
    this(reduction, false);
  }

  /** With this reduction; {@code logTarget} tells whether the target is in log space, too. */
  public KLDivLoss(Reduction reduction, boolean logTarget) {
    super(reduction);
    this.logTarget = logTarget;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.klDiv(input, target, reduction, logTarget);
  }

  @Override
  protected String expectedInput() {
    return "log probabilities [*] and a target of the same shape, floating-point";
  }
}
