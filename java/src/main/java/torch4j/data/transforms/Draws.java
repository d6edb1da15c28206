package torch4j.data.transforms;

import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;

/** The random numbers of one call, by the operators that torchvision draws them with. */
final class Draws {
  private static final long[] ONE = {1};

  private final Generator generator;

  Draws(Generator generator) {
    this.generator = generator;
  }

  Generator generator() {
    return generator;
  }

  /** {@code torch.rand(1) < p}, which compares in float32. */
  boolean happens(double p) {
    try (Tensor drawn = Torch.rand(ONE, generator)) {
      return drawn.itemFloat() < (float) p;
    }
  }

  /** {@code torch.empty(1).uniform_(min, max).item()}. */
  double uniform(double min, double max) {
    try (Tensor drawn = Torch.empty(ONE)) {
      return drawn.uniform_(min, max, generator).itemDouble();
    }
  }

  double uniform(Range range) {
    return uniform(range.min(), range.max());
  }

  /** A ratio whose logarithm is drawn uniformly, in float32. */
  double ratio(Range range) {
    try (Tensor logs = Torch.tensor((float) range.min(), (float) range.max()).log_()) {
      float[] ends = logs.toFloatArray();
      try (Tensor drawn = Torch.empty(ONE)) {
        return drawn.uniform_(ends[0], ends[1], generator).exp_().itemDouble();
      }
    }
  }

  /** {@code torch.randint(0, high, (1,)).item()}. */
  long integer(long high) {
    try (Tensor drawn = Torch.randint(high, ONE, generator)) {
      return drawn.itemLong();
    }
  }

  /** {@code torch.randperm(n)}. */
  long[] order(long n) {
    try (Tensor drawn = Torch.randperm(n, generator)) {
      return drawn.toLongArray();
    }
  }

  /** {@code torch.multinomial(weights, 1)}. */
  int choice(float[] weights) {
    try (Tensor p = Torch.tensor(weights);
        Tensor drawn = Torch.multinomial(p, 1, false, generator)) {
      return drawn.itemInt();
    }
  }

  /** {@code torch.empty(shape).normal_()}. */
  Tensor normal(long... shape) {
    return Torch.empty(shape).normal_(generator);
  }
}
