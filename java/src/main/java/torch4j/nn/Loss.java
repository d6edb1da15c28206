package torch4j.nn;

import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.Reduction;

/**
 * The base class of the losses, which compare an input with a target. Same as {@code
 * torch.nn.modules.loss._Loss}.
 */
public abstract class Loss extends Module {
  /** The reduction applied to the output. */
  protected final Reduction reduction;

  /** A loss with this reduction. */
  protected Loss(Reduction reduction) {
    this.reduction = Require.nonNull(reduction, "reduction", "a reduction");
  }

  /**
   * Calls a function that checks its inputs; the messages of its exceptions get the layer's name.
   */
  final Tensor explained(Supplier<Tensor> function, Tensor... inputs) {
    try {
      return function.get();
    } catch (IllegalArgumentException e) {
      throw invalidInput(e.getMessage(), inputs);
    }
  }
}
