package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The normal distribution of a mean {@code loc} and a standard deviation {@code scale}. Same as
 * {@code torch.distributions.Normal}.
 */
public final class Normal extends ExponentialFamily {
  private final Tensor loc;
  private final Tensor scale;
  private static final double LOG_SQRT_2_PI = Math.log(Math.sqrt(2 * Math.PI));

  /**
   * The distribution of mean and standard deviation.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation. Their constraints are checked only if the flag
   * is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of mean and standard deviation. Their constraints are checked only if the flag
   * is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Normal(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /** One whose parameters are checked if the flag is set, or null and that is the default. */
  static Normal checked(Tensor loc, Tensor scale, Boolean validateArgs) {
    return new Normal(Operators.broadcastAll(loc, scale), validateArgs);
  }

  private Normal(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    checkArguments();
  }

  private Normal(Normal like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The mean. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The standard deviation. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc, Constraints.real),
        new Argument("scale", scale, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.real;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Normal expand(long... batchShape) {
    return new Normal(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return loc;
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor stddev() {
    return scale;
  }

  @Override
  public Tensor variance() {
    return scale.pow(2L);
  }

  @Override
  public Tensor sample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    return Operators.withoutGrad(() -> Torch.normal(loc.expand(shape), scale.expand(shape)));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return loc.add(Operators.standardNormal(extendedShape(sampleShape), loc).mul(scale));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor variance = scale.pow(2L);
    return value.sub(loc).pow(2L).neg().div(variance.mul(2L)).sub(scale.log()).sub(LOG_SQRT_2_PI);
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    Tensor erf = value.sub(loc).mul(scale.reciprocal()).div(Math.sqrt(2)).erf();
    return erf.add(1L).mul(0.5);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return loc.add(scale.mul(value.mul(2L).sub(1L).erfinv()).mul(Math.sqrt(2)));
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(0.5 + 0.5 * Operators.LOG_2_PI);
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(loc.div(scale.pow(2L)), scale.pow(2L).reciprocal().mul(-0.5));
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    Tensor x = naturalParams.get(0);
    Tensor y = naturalParams.get(1);
    return x.pow(2L).mul(-0.25).div(y).add(Operators.over(-Math.PI, y).log().mul(0.5));
  }
}
