package torch4j.nn;

import org.bytedeco.pytorch.TensorOptional;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;

/**
 * A tensor that is part of a module's state, but not a parameter. Same as {@code torch.nn.Buffer}:
 * a field of a module with a buffer is registered automatically, one with a plain tensor is not.
 *
 * <p>It shares the memory of the tensor from which it is created, and belongs to no scope.
 */
public sealed class Buffer extends Tensor permits UninitializedBuffer {
  private final boolean persistent;
  private TensorOptional optional;

  /** A persistent buffer, which is part of the state dict. Same as {@code nn.Buffer(data)}. */
  public Buffer(Tensor data) {
    this(data, true);
  }

  /**
   * A buffer. Same as {@code nn.Buffer(data, persistent=persistent)}.
   *
   * @param persistent whether it is part of the state dict
   */
  public Buffer(Tensor data, boolean persistent) {
    this(persistent, Require.nonNull(data, "data", "a tensor").detach());
  }

  private Buffer(boolean persistent, Tensor tensor) {
    super(tensor);
    Unscoped.release(unwrap());
    this.persistent = persistent;
  }

  /** The same tensor as a buffer, or null for none. */
  static Buffer sharing(Tensor tensor, boolean persistent) {
    if (tensor instanceof Buffer buffer && buffer.persistent == persistent) {
      return buffer;
    }
    return tensor == null ? null : new Buffer(persistent, tensor);
  }

  /** Whether it is part of the state dict. */
  public final boolean isPersistent() {
    return persistent;
  }

  /** The buffer as an optional argument of the presets' operators; created once. */
  final TensorOptional optional() {
    if (optional == null) {
      optional = Unscoped.make(() -> new TensorOptional(unwrap()));
    }
    return optional;
  }
}
