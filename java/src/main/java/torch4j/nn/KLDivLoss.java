package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The Kullback-Leibler divergence of the target from the input, a log probability. Same as {@code
 * torch.nn.KLDivLoss}: input and target {@code [*]} of one shape.
 */
public final class KLDivLoss extends Loss {
  private final boolean logTarget;

  /** The mean over all elements; {@link Reduction#BATCHMEAN} is the mathematical divergence. */
  public KLDivLoss() {
    this(Reduction.MEAN);
  }

  /** With another reduction. */
  public KLDivLoss(Reduction reduction) {
    this(reduction, false);
  }

  /** With another reduction; {@code logTarget} if the target is a log probability, too. */
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
