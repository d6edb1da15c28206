package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * {@code max(0, -target * (x1 - x2) + margin)}: where the target is 1 the first input should be
 * ranked higher (have a larger value), where it is -1 the second. Same as {@code
 * torch.nn.MarginRankingLoss}: inputs and target {@code [N]}, or scalars.
 */
public final class MarginRankingLoss extends Loss {
  private final double margin;

  /** With margin 0 and the mean over the elements. */
  public MarginRankingLoss() {
    this(0);
  }

  /** With this margin. */
  public MarginRankingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** With this margin and reduction. */
  public MarginRankingLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = margin;
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return explained(
        () -> F.marginRankingLoss(input1, input2, target, margin, reduction),
        input1,
        input2,
        target);
  }

  @Override
  protected String expectedInput() {
    return "three of [N], or three scalars, floating-point";
  }
}
