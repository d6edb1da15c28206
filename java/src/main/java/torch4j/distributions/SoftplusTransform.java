package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * {@code y = log(1 + exp(x))}. Same as {@code torch.distributions.transforms.SoftplusTransform}.
 */
public final class SoftplusTransform extends Transform {
  /** The transform. */
  public SoftplusTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public SoftplusTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.real;
  }

  @Override
  public Constraint codomain() {
    return Constraints.positive;
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  public Tensor sign() {
    return Torch.tensor(1L);
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new SoftplusTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.softplus(x);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.neg().expm1().neg().log().add(y);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return Operators.softplus(x.neg()).neg();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftplusTransform;
  }

  @Override
  public int hashCode() {
    return SoftplusTransform.class.hashCode();
  }
}
