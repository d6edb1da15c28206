package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.Pooled;

/** The base class of the poolings that can return the indices of the maxima. */
abstract class IndexedPoolLayer extends Module {
  /** Computes the output and the indices of its elements in the input. */
  abstract Pooled pool(Tensor input);

  /**
   * Computes the output and the indices of its elements in the input. Same as {@code module(input)}
   * of a module with {@code return_indices=True}.
   *
   * @return the output, and for each element its int64 index in the flattened spatial dimensions of
   *     the input
   * @throws IllegalArgumentException if the input's shape or dtype does not match; the message
   *     names the layer
   * @throws IllegalStateException if the input is closed
   */
  public final Pooled callWithIndices(Tensor input) {
    return run(inputs -> pool(inputs.get(0)), input);
  }
}
