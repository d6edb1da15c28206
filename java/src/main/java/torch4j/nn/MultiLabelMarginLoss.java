package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The margins between each wrong class and each right one. Same as {@code
 * torch.nn.MultiLabelMarginLoss}: input {@code [N, C]} or {@code [C]}; target of its shape, int64:
 * the right classes, closed by -1.
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
