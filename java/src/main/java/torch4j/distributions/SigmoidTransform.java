package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * {@code y = sigmoid(x)}, kept between 0 and 1. Same as {@code
 * torch.distributions.transforms.SigmoidTransform}.
 */
public final class SigmoidTransform extends Transform {
  /** The transform. */
  public SigmoidTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public SigmoidTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.real;
  }

  @Override
  public Constraint codomain() {
    return Constraints.unitInterval;
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
    return new SigmoidTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return clipped(x);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    Tensor inside = y.clamp(Operators.tiny(y), 1.0 - Operators.eps(y));
    return inside.log().sub(inside.neg().log1p());
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return Operators.softplus(x.neg()).neg().sub(Operators.softplus(x));
  }

  /** {@code sigmoid(x)} without 0 and 1. */
  static Tensor clipped(Tensor x) {
    return x.sigmoid().clamp(Operators.tiny(x), 1.0 - Operators.eps(x));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigmoidTransform;
  }

  @Override
  public int hashCode() {
    return SigmoidTransform.class.hashCode();
  }
}
