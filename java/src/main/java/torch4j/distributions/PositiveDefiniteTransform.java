package torch4j.distributions;

import torch4j.Linalg;
import torch4j.Tensor;

/**
 * Matrices to positive definite ones. Same as {@code
 * torch.distributions.transforms.PositiveDefiniteTransform}.
 */
public final class PositiveDefiniteTransform extends Transform {
  /** The transform. */
  public PositiveDefiniteTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public PositiveDefiniteTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real, 2);
  }

  @Override
  public Constraint codomain() {
    return Constraints.positiveDefinite;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new PositiveDefiniteTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor factor = new LowerCholeskyTransform().call(x);
    return factor.matmul(factor.mT());
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return new LowerCholeskyTransform().inv().call(Linalg.cholesky(y));
  }
}
