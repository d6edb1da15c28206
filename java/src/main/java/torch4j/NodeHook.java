package torch4j;

import java.util.List;

/** A hook of a {@link Node}. */
@FunctionalInterface
public interface NodeHook {
  /**
   * Called in the backward pass, on the thread that computes it, after the node has run. The
   * tensors belong to the scope in which {@code backward} was called.
   *
   * @param gradInputs the gradients that the node computed; null for one that is not needed
   * @param gradOutputs the gradients that it computed them from; null for an undefined one
   * @return what takes the place of {@code gradInputs}, as many; null to keep them
   */
  List<Tensor> call(List<Tensor> gradInputs, List<Tensor> gradOutputs);
}
