package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The absolute error between each element of input and target. Same as {@code torch.nn.L1Loss}:
 * input and target {@code [*]} of the same shape.
 */
public final class L1Loss extends Loss {
  /** With the mean over all elements. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /** With this reduction. */
  public L1Loss(Reduction reduction) {
    super(reduction);
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.l1Loss(input, target, reduction);
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point";
  }
}
