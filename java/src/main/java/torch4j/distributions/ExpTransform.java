package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/** {@code y = exp(x)}. Same as {@code torch.distributions.transforms.ExpTransform}. */
public final class ExpTransform extends Transform {
  /** The transform. */
  public ExpTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public ExpTransform(int cacheSize) {
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
    return new ExpTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.exp();
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.log();
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return x;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExpTransform;
  }

  @Override
  public int hashCode() {
    return ExpTransform.class.hashCode();
  }
}
