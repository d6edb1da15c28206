package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Reduction;

/**
 * The absolute difference. Same as {@code torch.nn.L1Loss}: input and target {@code [*]} of one
 * shape.
 */
public final class L1Loss extends Loss {
  /** The mean over all elements. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /** With another reduction. */
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
