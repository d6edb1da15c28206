package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The squared error between each element of input and target. Same as {@code torch.nn.MSELoss}:
 * input and target of the same shape.
 */
public final class MSELoss extends Loss {
  /** With the mean over all elements. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public MSELoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.mseLoss(input, target, reduction);
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point";
  }
}
