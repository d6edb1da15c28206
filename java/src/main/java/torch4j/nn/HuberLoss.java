package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * Half the squared difference where it is below {@code delta}, else {@code delta} times the
 * absolute difference less half of {@code delta}. Same as {@code torch.nn.HuberLoss}: input and
 * target {@code [*]} of one shape.
 */
public final class HuberLoss extends Loss {
  private final double delta;

  /** The mean over all elements, with delta 1. */
  public HuberLoss() {
    this(Reduction.MEAN);
  }

  /** With another reduction. */
  public HuberLoss(Reduction reduction) {
    this(reduction, 1);
  }

  /**
   * With another reduction and delta.
   *
   * @param delta where it changes from quadratic to linear, above 0
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
