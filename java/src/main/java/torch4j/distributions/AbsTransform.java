package torch4j.distributions;

import torch4j.Tensor;

/**
 * {@code y = |x|}, whose inverse takes {@code y} itself. Same as {@code
 * torch.distributions.transforms.AbsTransform}.
 */
public final class AbsTransform extends Transform {
  /** The transform. */
  public AbsTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public AbsTransform(int cacheSize) {
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
  protected Transform copy(int cacheSize) {
    return new AbsTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.abs();
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbsTransform;
  }

  @Override
  public int hashCode() {
    return AbsTransform.class.hashCode();
  }
}
