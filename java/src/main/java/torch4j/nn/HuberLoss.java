package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * A squared term where the absolute error is below {@code delta}, otherwise a delta-scaled L1 term.
 * Same as {@code torch.nn.HuberLoss}: input and target {@code [*]} of the same shape.
 */
public final class HuberLoss extends Loss {
  private final double delta;

  /** With delta 1 and the mean over all elements. */
  public HuberLoss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public HuberLoss(Reduction reduction) {
    this(reduction, 1);
  }

  /**
   * With this reduction and delta.
   *
   * @param delta the threshold at which to change between L1 and L2 loss, positive
   */
  public HuberLoss(Reduction reduction, double delta) {
    super(reduction);
    this.delta = delta;
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.huberLoss(input, target, reduction, delta);
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point; delta = " + delta;
  }
}
