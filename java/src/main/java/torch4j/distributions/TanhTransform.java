package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * {@code y = tanh(x)}; a cache of size 1 is safer at the bounds. Same as {@code
 * torch.distributions.transforms.TanhTransform}.
 */
public final class TanhTransform extends Transform {
  /** The transform. */
  public TanhTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public TanhTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.real;
  }

  @Override
  public Constraint codomain() {
    return Constraints.interval(-1.0, 1.0);
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
    return new TanhTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.atanh();
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return Torch.rsub(x, Operators.LOG_2).sub(Operators.softplus(x.mul(-2.0))).mul(2.0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TanhTransform;
  }

  @Override
  public int hashCode() {
    return TanhTransform.class.hashCode();
  }
}
