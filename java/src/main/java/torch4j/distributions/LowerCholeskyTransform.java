package torch4j.distributions;

import torch4j.Tensor;

/**
 * Matrices to lower triangular ones of positive diagonal. Same as {@code
 * torch.distributions.transforms.LowerCholeskyTransform}.
 */
public final class LowerCholeskyTransform extends Transform {
  /** The transform. */
  public LowerCholeskyTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public LowerCholeskyTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real, 2);
  }

  @Override
  public Constraint codomain() {
    return Constraints.lowerCholesky;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new LowerCholeskyTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.tril(-1).add(x.diagonal(0, -2, -1).exp().diagEmbed());
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.tril(-1).add(y.diagonal(0, -2, -1).log().diagEmbed());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LowerCholeskyTransform;
  }

  @Override
  public int hashCode() {
    return LowerCholeskyTransform.class.hashCode();
  }
}
