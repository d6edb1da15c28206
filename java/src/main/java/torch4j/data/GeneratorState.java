package torch4j.data;

import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;

/** States of generators as bytes, which no scope frees; a null generator is the default one. */
final class GeneratorState {
  private GeneratorState() {}

  static byte[] of(Generator generator) {
    try (Tensor state = generator == null ? Torch.getRngState() : generator.getState()) {
      return state.toByteArray();
    }
  }

  static void set(Generator generator, byte[] bytes) {
    try (Tensor state = Torch.tensor(bytes)) {
      if (generator == null) {
        Torch.setRngState(state);
      } else {
        generator.setState(state);
      }
    }
  }

  /** The tensor to be saved; belongs to no scope. */
  static Tensor tensor(byte[] bytes) {
    return Unscoped.make(() -> Torch.tensor(bytes));
  }
}
