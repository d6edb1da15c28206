package torch4j.nn;

import java.util.List;
import torch4j.Tensor;

/** A forward hook, which is called after a module's forward pass and may replace the output. */
@FunctionalInterface
public interface ForwardHook {
  /**
   * Called after the forward pass.
   *
   * @param inputs the input tensors, in order; null for an omitted one
   * @param output the output of the module, usually a tensor
   * @return a new output of the same class, or null to keep it
   */
  Object after(Module module, List<Tensor> inputs, Object output);
}
