package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The multi-class multi-classification hinge loss (margin-based loss). Same as {@code
 * torch.nn.MultiLabelMarginLoss}: input {@code [N, C]} or {@code [C]}; target of the same shape,
 * int64: the target classes, followed by -1 if there are fewer than C.
 */
public final class MultiLabelMarginLoss extends Loss {
  /** With the mean over all elements. */
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public MultiLabelMarginLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multilabelMarginLoss(input, target, reduction);
  }

  @Override
  protected String expectedInput() {
    return "[N, C] or [C], floating-point, and classes of the same shape, int64";
  }
}
