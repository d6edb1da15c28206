package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * Half the squared difference over {@code beta} where it is below {@code beta}, else the absolute
 * difference less half of {@code beta}. Same as {@code torch.nn.SmoothL1Loss}: input and target
 * {@code [*]} of one shape.
 */
public final class SmoothL1Loss extends Loss {
  private final double beta;

  /** The mean over all elements, with beta 1. */
  public SmoothL1Loss() {
    this(Reduction.MEAN);
  }

  /** With another reduction. */
  public SmoothL1Loss(Reduction reduction) {
    this(reduction, 1);
  }

  /**
   * With another reduction and beta.
   *
   * @param beta where it changes from quadratic to linear; 0 makes it the L1Loss
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
