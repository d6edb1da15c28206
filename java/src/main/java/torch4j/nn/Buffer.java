package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;

/**
 * A tensor that is part of a module's state and is not trained. Same as {@code torch.nn.Buffer}: in
 * a field of a module it registers itself, which a plain tensor does not.
 *
 * <p>It shares the memory of the tensor that it is made of, and belongs to no scope.
 */
public sealed class Buffer extends Tensor permits UninitializedBuffer {
  private final boolean persistent;
  private TensorOptional optional;

  /** A buffer that the state dict has. Same as {@code nn.Buffer(data)}. */
  public Buffer(Tensor data) {
    this(data, true);
  }

  /**
   * A buffer. Same as {@code nn.Buffer(data, persistent=persistent)}.
   *
   * @param persistent whether the state dict has it
   */
  public Buffer(Tensor data, boolean persistent) {
    this(persistent, Require.nonNull(data, "data", "a tensor").detach());
  }

  private Buffer(boolean persistent, Tensor tensor) {
    super(tensor);
    Unscoped.release(this);
    this.persistent = persistent;
  }

  /** The same tensor as a buffer, or null for none. */
  static Buffer sharing(Tensor tensor, boolean persistent) {
    if (tensor instanceof Buffer buffer && buffer.persistent == persistent) {
      return buffer;
    }
    return tensor == null ? null : new Buffer(persistent, tensor);
  }

  /** Whether the state dict has it. */
  public final boolean isPersistent() {
    return persistent;
  }

  /** The buffer as the presets' operators take what may be left out; made once. */
  final TensorOptional optional() {
    if (optional == null) {
      optional = Unscoped.make(() -> new TensorOptional(this));
    }
    return optional;
  }
}
