package torch4j.optim;

import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Unscoped;

/** Handles of tensors that outlive the scope of a step. */
final class Kept {
  private Kept() {}

  /** Another handle of the same tensor, which belongs to no scope. */
  static Tensor of(Tensor tensor) {
    return Unscoped.make(() -> new Tensor(tensor));
  }
}
