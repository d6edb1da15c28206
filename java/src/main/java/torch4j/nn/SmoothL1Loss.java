package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * A squared term where the absolute error is below {@code beta}, otherwise an L1 term. Same as
 * {@code torch.nn.SmoothL1Loss}: input and target {@code [*]} of the same shape.
 */
public final class SmoothL1Loss extends Loss {
  private final double beta;

  /** With beta 1 and the mean over all elements. */
  public SmoothL1Loss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public SmoothL1Loss(Reduction reduction) {
    this(reduction, 1);
  }

  /**
   * With this reduction and beta.
   *
   * @param beta the threshold at which to change between L1 and L2 loss; 0 gives the L1Loss
   */
  public SmoothL1Loss(Reduction reduction, double beta) {
    super(reduction);
    this.beta = beta;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.smoothL1Loss(input, target, reduction, beta);
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point; beta = " + beta;
  }
}
