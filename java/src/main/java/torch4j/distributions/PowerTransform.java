package torch4j.distributions;

import torch4j.Tensor;

/** {@code y = x ** exponent}. Same as {@code torch.distributions.transforms.PowerTransform}. */
public final class PowerTransform extends Transform {
  private final Tensor exponent;

  /** The exponent. */
  public PowerTransform(double exponent) {
    this(Operators.broadcastAll(exponent)[0], 0);
  }

  /** The exponents. */
  public PowerTransform(Tensor exponent) {
    this(exponent, 0);
  }

  /** The exponents, with a cache of this size. */
  public PowerTransform(Tensor exponent, int cacheSize) {
    super(cacheSize);
    this.exponent = Operators.required("exponent", exponent);
  }

  /** The exponents. Same as {@code exponent}. */
  public Tensor exponent() {
    return exponent;
  }

  @Override
  public Constraint domain() {
    return Constraints.positive;
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
    return Operators.withGrad(exponent::sign);
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new PowerTransform(exponent, cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.pow(exponent);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return y.pow(Operators.over(1, exponent));
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    return exponent.mul(y).div(x).abs().log();
  }

  @Override
  public long[] forwardShape(long... shape) {
    return Operators.broadcastShapes(shape, exponent.shape());
  }

  @Override
  public long[] inverseShape(long... shape) {
    return Operators.broadcastShapes(shape, exponent.shape());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PowerTransform power && Operators.isAll(exponent.eq(power.exponent));
  }

  @Override
  public int hashCode() {
    return PowerTransform.class.hashCode(); // exponents of other shapes may be equal
  }
}
