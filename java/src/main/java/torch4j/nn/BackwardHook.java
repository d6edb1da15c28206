package torch4j.nn;

import java.util.List;
import torch4j.Tensor;

/**
 * A full backward hook, which is given the gradients with respect to a module's inputs and outputs
 * and may replace those of the inputs.
 */
@FunctionalInterface
public interface BackwardHook {
  /**
   * Called in the backward pass, on the thread that computes it, when the gradients with respect to
   * all inputs have been computed. The tensors belong to the scope in which {@code backward} was
   * called.
   *
   * @param gradInput the gradient with respect to each input; null for an input that does not
   *     require one
   * @param gradOutput the gradient with respect to each output; null for an output that has none
   * @return new gradients with respect to the inputs, as many as {@code gradInput}, or null to keep
   *     them
   */
  List<Tensor> backward(Module module, List<Tensor> gradInput, List<Tensor> gradOutput);
}
