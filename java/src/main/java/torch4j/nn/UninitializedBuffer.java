package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LazyTensor;

/**
 * A buffer of a lazy layer that is not initialized. Same as {@code torch.nn.UninitializedBuffer}:
 * it has a dtype and a device, but no shape before the layer's first input.
 *
 * @see UninitializedParameter
 */
public final class UninitializedBuffer extends Buffer implements LazyTensor {
  private boolean initialized;

  UninitializedBuffer() {
    super(Torch.empty(0));
  }

  /** An uninitialized tensor with the dtype and device of {@code like}. */
  UninitializedBuffer(Tensor like) {
    super(like.newEmpty(0));
  }

  @Override
  public boolean isInitialized() {
    return initialized;
  }

  /** Gives it a shape, without initializing the elements. Same as {@code materialize(shape)}. */
  void materialize(long... shape) {
    unwrap().set_data(newEmpty(shape).unwrap());
    initialized = true;
  }
}
