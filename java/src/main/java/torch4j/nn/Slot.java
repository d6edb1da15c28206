package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import torch4j.internal.Text;
import torch4j.internal.Unscoped;

/** The place of one parameter or buffer: a tensor that no scope frees, or none. */
final class Slot {
  private final Tensor tensor;
  private final boolean persistent;
  private final boolean lazy;
  private TensorOptional optional;

  private Slot(Tensor tensor, boolean persistent, boolean lazy) {
    this.tensor = tensor;
    this.persistent = persistent;
    this.lazy = lazy;
  }

  /** A tensor that is a parameter already is shared; another one becomes a new parameter. */
  static Slot parameter(String name, Tensor tensor) {
    if (tensor == null) {
      return new Slot(null, true, false);
    }
    if (!tensor.is_floating_point() && !tensor.is_complex()) {
      throw new IllegalArgumentException(
          name
              + ": got a parameter of dtype "
              + Text.dtype(tensor)
              + ", expected a floating-point or complex one; other tensors are buffers");
    }
    boolean isParameter = tensor.is_leaf() && tensor.requires_grad();
    return new Slot(
        Unscoped.make(
            () -> isParameter ? new Tensor(tensor) : tensor.detach().requires_grad_(true)),
        true,
        false);
  }

  static Slot buffer(Tensor tensor, boolean persistent) {
    return new Slot(
        tensor == null ? null : Unscoped.make(() -> new Tensor(tensor)), persistent, false);
  }

  /** The place of a tensor whose shape is not known yet. */
  static Slot lazy() {
    return new Slot(null, true, true);
  }

  /** A copy around another tensor. */
  Slot with(Tensor copy) {
    return new Slot(copy, persistent, lazy);
  }

  /** The tensor, or null. */
  Tensor tensor() {
    return tensor;
  }

  /** The tensor as the presets take one that may be left out; made once. */
  TensorOptional optional() {
    if (optional == null) {
      optional =
          Unscoped.make(() -> tensor == null ? new TensorOptional() : new TensorOptional(tensor));
    }
    return optional;
  }

  boolean persistent() {
    return persistent;
  }

  boolean isLazy() {
    return lazy;
  }

  /**
   * Whether there is a tensor.
   *
   * @throws IllegalStateException if there will be one, later
   */
  boolean isPresent(String path) {
    if (lazy) {
      throw new IllegalStateException(
          path
              + ": got a lazy parameter without a shape, expected a layer that has seen an input;"
              + " run one batch through the model first");
    }
    return tensor != null;
  }

  /** The same for all handles of one tensor. */
  long identity() {
    return tensor.unsafeGetTensorImpl().address();
  }
}
