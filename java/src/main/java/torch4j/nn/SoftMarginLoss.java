package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * {@code log(1 + exp(-target * input))}. Same as {@code torch.nn.SoftMarginLoss}: input {@code
 * [*]}, and a target of its shape with the values 1 and -1.
 */
public final class SoftMarginLoss extends Loss {
  /** With the mean over all elements. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public SoftMarginLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.softMarginLoss(input, target, reduction);
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point";
  }
}
