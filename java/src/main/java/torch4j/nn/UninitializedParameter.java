package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.LazyTensor;

/**
 * The parameter of a lazy layer that has seen no input. Same as {@code
 * torch.nn.UninitializedParameter}: it has a dtype, a device and no elements. When the layer sees
 * its first input, or takes a state dict, this very tensor gets its shape: an optimizer made before
 * steps it then.
 */
public final class UninitializedParameter extends Parameter implements LazyTensor {
  private boolean initialized;

  UninitializedParameter() {
    super(torch.empty(0));
  }

  /** One of the same dtype and device. */
  UninitializedParameter(Tensor like) {
    super(like.new_empty(0), like.requires_grad());
  }

  @Override
  public boolean isInitialized() {
    return initialized;
  }

  /** Gives it a shape, and elements of any value. Same as {@code materialize(shape)}. */
  void materialize(long... shape) {
    set_data(new_empty(shape));
    initialized = true;
  }

  /** Whether this is an uninitialised parameter or buffer. Same as {@code is_lazy}. */
  static boolean isLazy(Tensor tensor) {
    return tensor instanceof LazyTensor lazy && !lazy.isInitialized();
  }
}
