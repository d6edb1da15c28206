package torch4j.nn;

import java.util.List;
import torch4j.Tensor;

/**
 * A forward pre-hook, which is called before a module's forward pass and may replace the inputs.
 */
@FunctionalInterface
public interface ForwardPreHook {
  /**
   * Called before the forward pass.
   *
   * @param inputs the input tensors, in order; null for an omitted one
   * @return new inputs, as many as before, or null to keep them
   */
  List<Tensor> before(Module module, List<Tensor> inputs);
}
