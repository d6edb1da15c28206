package torch4j.internal.graph;

import org.bytedeco.pytorch.Tensor;

/** Called by the autograd graph in the backward pass, on the thread that runs it. */
@FunctionalInterface
public interface GraphCallback {
  /**
   * Called with a hook's gradient, or with the gradients of a function's outputs.
   *
   * @param tensors the tensors; null for an undefined one
   * @param node the address of the function's node, valid during the call; 0 for a hook
   * @return what takes their place: for a function, the gradients of its inputs
   */
  Tensor[] call(Tensor[] tensors, long node);
}
