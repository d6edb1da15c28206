package torch4j.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Looks at the gradients that pass through a module, or replaces those of its inputs. */
@FunctionalInterface
public interface BackwardHook {
  /**
   * Called in the backward pass, on the thread that computes it, once the gradients of all inputs
   * are there. The tensors belong to the scope that is open around the backward pass.
   *
   * @param gradInput the gradient of each input; null for one that needs none
   * @param gradOutput the gradient of each output; null for one that has none
   * @return other gradients for the inputs, as many; or null to leave them
   */
  List<Tensor> backward(Module module, List<Tensor> gradInput, List<Tensor> gradOutput);
}
