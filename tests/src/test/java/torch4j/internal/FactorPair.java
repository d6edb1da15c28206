package torch4j.internal;

import torch4j.Tensor;
import torch4j.Torch;

/** Two matrices, or batches of them, to be multiplied, and what is special about them. */
record FactorPair(String name, Tensor a, Tensor b) {
  /** Random ones of m×k and k×n. */
  static FactorPair of(long m, long k, long n) {
    return new FactorPair(m + "x" + k + "x" + n, Torch.randn(m, k), Torch.randn(k, n));
  }

  /** So many of them. */
  static FactorPair batch(long batch, long m, long k, long n) {
    return new FactorPair(
        batch + "x" + m + "x" + k + "x" + n, Torch.randn(batch, m, k), Torch.randn(batch, k, n));
  }

  @Override
  public String toString() {
    return name;
  }
}
