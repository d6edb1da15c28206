package torch4j.data;

import java.util.Objects;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;

/** Random numbers as {@code torch.utils.data} draws them; a null generator is the default one. */
final class Draws {
  private Draws() {}

  /** The state of the default generator. */
  static GeneratorState state() {
    return GeneratorState.of((Generator) null);
  }

  /** A seed, as a sampler and each iterator of a loader draw it. */
  static long seed(Generator generator) {
    try (var scope = Torch.scope()) {
      return Torch.empty(new long[0], DType.int64).random_(generator).itemLong();
    }
  }

  /** A permutation of 0 to n - 1. */
  static long[] permutation(long n, Generator generator) {
    try (var scope = Torch.scope()) {
      Tensor order = generator == null ? Torch.randperm(n) : Torch.randperm(n, generator);
      return order.toLongArray();
    }
  }

  /** So many numbers from 0 to n - 1. */
  static long[] integers(long n, int count, Generator generator) {
    try (var scope = Torch.scope()) {
      return Torch.randint(n, new long[] {count}, Objects.requireNonNull(generator)).toLongArray();
    }
  }

  /** So many indices of weights, drawn by these. */
  static long[] weighted(Tensor weights, long count, boolean replacement, Generator generator) {
    try (var scope = Torch.scope()) {
      return Torch.multinomial(weights, count, replacement, generator).toLongArray();
    }
  }
}
