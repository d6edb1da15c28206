package torch4j.nn;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.Reduction;

/**
 * The base of the losses: modules that compare an input with a target. Same as {@code
 * torch.nn.modules.loss._Loss}.
 */
public abstract class Loss extends Module {
  /** What becomes of the losses of the elements. */
  protected final Reduction reduction;

  /** A loss with this reduction. */
  protected Loss(Reduction reduction) {
    this.reduction = Require.nonNull(reduction, "reduction", "a reduction");
  }

  /** Computes with a function that checks its inputs; its errors get this layer's name. */
  final Tensor refusing(Supplier<Tensor> function, Tensor... inputs) {
    try {
      return function.get();
    } catch (IllegalArgumentException e) {
      throw refuse(e.getMessage(), inputs);
    }
  }
}
