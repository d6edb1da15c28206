package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.Pooled;

/** What the poolings share that can return the indices of the maxima. */
abstract class IndexedPoolLayer extends Module {
  /** Computes the output and where its elements were. */
  abstract Pooled pool(Tensor input);

  /**
   * Computes the output and where its elements were in the input. Same as {@code module(input)} of
   * a module with {@code return_indices=True}.
   *
   * @return the output, and for each element its index in the flattened plane it is from, as int64
   * @throws IllegalArgumentException if the input's shape or dtype does not fit; it names the layer
   * @throws IllegalStateException if the input is closed
   */
  public final Pooled callWithIndices(Tensor input) {
    return run(inputs -> pool(inputs.get(0)), input);
  }
}
