package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.LazyTensor;

/**
 * The buffer of a lazy layer that has seen no input. Same as {@code torch.nn.UninitializedBuffer}:
 * it has a dtype, a device and no elements until the layer sees its first input.
 *
 * @see UninitializedParameter
 */
public final class UninitializedBuffer extends Buffer implements LazyTensor {
  private boolean initialized;

  UninitializedBuffer() {
    super(torch.empty(0));
  }

  /** One of the same dtype and device. */
  UninitializedBuffer(Tensor like) {
    super(like.new_empty(0));
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
}
