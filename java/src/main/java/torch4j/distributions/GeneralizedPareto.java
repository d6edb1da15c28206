package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The generalized Pareto distribution. Same as {@code torch.distributions.GeneralizedPareto}. */
public final class GeneralizedPareto extends Distribution {
  private final Tensor loc;
  private final Tensor scale;
  private final Tensor concentration;

  /**
   * The distribution of location, scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public GeneralizedPareto(Tensor loc, Tensor scale, Tensor concentration) {
    this(Operators.parameters("loc, scale, concentration", loc, scale, concentration), null);
  }

  /**
   * The distribution of location, scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public GeneralizedPareto(double loc, double scale, double concentration) {
    this(Operators.parameters("loc, scale, concentration", loc, scale, concentration), null);
  }

  /**
   * The distribution of location, scale and shape. Their constraints are checked only if the flag
   * is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public GeneralizedPareto(Tensor loc, Tensor scale, Tensor concentration, boolean validateArgs) {
    this(
        Operators.parameters("loc, scale, concentration", loc, scale, concentration), validateArgs);
  }

  /**
   * The distribution of location, scale and shape. Their constraints are checked only if the flag
   * is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public GeneralizedPareto(double loc, double scale, double concentration, boolean validateArgs) {
    this(
        Operators.parameters("loc, scale, concentration", loc, scale, concentration), validateArgs);
  }

  private GeneralizedPareto(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    concentration = parameters[2];
    checkArguments();
  }

  private GeneralizedPareto(GeneralizedPareto like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
    concentration = like.concentration.expand(batchShape);
  }

  /** The location. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The scale. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  /** The shape. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc, Constraints.real),
        new Argument("scale", scale, Constraints.positive),
        new Argument("concentration", concentration, Constraints.real));
  }

  @Override
  public Constraint support() {
    return Constraints.interval(
        loc, Torch.where(concentration.lt(0L), loc.sub(scale.div(concentration)), Operators.INF));
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public GeneralizedPareto expand(long... batchShape) {
    return new GeneralizedPareto(this, batchShape);
  }

  @Override
  public Tensor mean() {
    Tensor isFinite = concentration.lt(1L);
    Tensor safe = Torch.where(isFinite, concentration, 0.5);
    return Torch.where(isFinite, loc.add(scale.div(Operators.oneMinus(safe))), Double.NaN);
  }

  @Override
  public Tensor variance() {
    Tensor isFinite = concentration.lt(0.5);
    Tensor safe = Torch.where(isFinite, concentration, 0.25);
    Tensor divisor = Operators.oneMinus(safe).pow(2L).mul(Operators.oneMinus(safe.mul(2L)));
    return Torch.where(isFinite, scale.pow(2L).div(divisor), Double.NaN);
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return icdf(Operators.rand(extendedShape(sampleShape), loc));
  }

  // 1 where the concentration is 0.
  private Tensor safe(Tensor isZero) {
    return Torch.where(isZero, Torch.onesLike(concentration), concentration);
  }

  private Tensor isZero() {
    return concentration.isclose(Torch.zerosLike(concentration));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor z = value.sub(loc).div(scale);
    Tensor isZero = isZero();
    Tensor safe = safe(isZero);
    Tensor y = Operators.over(1, safe).add(Torch.onesLike(z));
    Tensor nonzero = Torch.where(y.eq(0L), y, y.mul(safe.mul(z).log1p()));
    return scale.log().neg().sub(Torch.where(isZero, z, nonzero));
  }

  /** The logarithm of the probability of a larger value. Same as {@code log_survival_function}. */
  public Tensor logSurvivalFunction(Tensor value) {
    checkValue(value);
    Tensor z = value.sub(loc).div(scale);
    Tensor isZero = isZero();
    Tensor safe = safe(isZero);
    return Torch.where(isZero, z.neg(), safe.mul(z).log1p().neg().div(safe));
  }

  /** The logarithm of {@link #cdf}. Same as {@code log_cdf}. */
  public Tensor logCdf(Tensor value) {
    return logSurvivalFunction(value).exp().neg().log1p();
  }

  @Override
  public Tensor cdf(Tensor value) {
    return logCdf(value).exp();
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    Tensor isZero = isZero();
    Tensor safe = safe(isZero);
    Tensor logs = value.neg().log1p();
    Tensor nonzero = loc.add(scale.div(safe).mul(safe.neg().mul(logs).expm1()));
    return Torch.where(isZero, loc.sub(scale.mul(logs)), nonzero);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(concentration).add(1L).broadcastTo(batchShape());
  }
}
