package torch4j.distributions;

import torch4j.Tensor;

/** The inverse of a transform. */
final class InverseTransform extends Transform {
  private final Transform of;

  InverseTransform(Transform of) {
    super(of.cacheSize());
    this.of = of;
  }

  @Override
  public Constraint domain() {
    return of.codomain();
  }

  @Override
  public Constraint codomain() {
    return of.domain();
  }

  @Override
  public boolean isBijective() {
    return of.isBijective();
  }

  @Override
  public Tensor sign() {
    return of.sign();
  }

  @Override
  public Transform inv() {
    return of;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return of.withCache(cacheSize).inv();
  }

  @Override
  public Tensor call(Tensor x) {
    return of.callInverse(x);
  }

  @Override
  Tensor callInverse(Tensor y) {
    return of.call(y);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return of.logAbsDetJacobian(y, x).neg();
  }

  @Override
  public long[] forwardShape(long... shape) {
    return of.inverseShape(shape);
  }

  @Override
  public long[] inverseShape(long... shape) {
    return of.forwardShape(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InverseTransform inverse && inverse.of.equals(of);
  }

  @Override
  public int hashCode() {
    return -of.hashCode();
  }

  @Override
  public String toString() {
    return "_InverseTransform(" + of + ")";
  }
}
