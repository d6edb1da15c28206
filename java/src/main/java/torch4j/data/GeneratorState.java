package torch4j.data;

import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;

/** The state of a generator, which no scope frees; a null generator is the default one. */
final class GeneratorState {
  private final byte[] bytes;

  private GeneratorState(Tensor state) {
    bytes = state.toByteArray();
  }

  static GeneratorState of(Generator generator) {
    try (Tensor state = generator == null ? Torch.getRngState() : generator.getState()) {
      return new GeneratorState(state);
    }
  }

  /** One that was saved. */
  static GeneratorState of(Tensor state) {
    return new GeneratorState(state);
  }

  /** Has the generator go on from here. */
  void restore(Generator generator) {
    try (Tensor state = Torch.tensor(bytes)) {
      if (generator == null) {
        Torch.setRngState(state);
      } else {
        generator.setState(state);
      }
    }
  }

  /** The tensor to be saved; it belongs to no scope. */
  Tensor tensor() {
    return Unscoped.make(() -> Torch.tensor(bytes));
  }
}
