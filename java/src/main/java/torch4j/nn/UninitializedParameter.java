package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LazyTensor;

/**
 * A parameter of a lazy layer that is not initialized. Same as {@code
 * torch.nn.UninitializedParameter}: it has a dtype and a device, but no shape. At the layer's first
 * input, or when a state dict is loaded, the same tensor is materialized, so that an optimizer
 * created before updates it.
 */
public final class UninitializedParameter extends Parameter implements LazyTensor {
  private boolean initialized;

  UninitializedParameter() {
    super(Torch.empty(0));
  }

  /** An uninitialized tensor with the dtype and device of {@code like}. */
  UninitializedParameter(Tensor like) {
    super(like.newEmpty(0), like.requiresGrad());
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

  /** Whether this is an uninitialized parameter or buffer. Same as {@code is_lazy}. */
  static boolean isLazy(Tensor tensor) {
    return tensor instanceof LazyTensor lazy && !lazy.isInitialized();
  }
}
