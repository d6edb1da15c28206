package torch4j.distributions;

import java.util.List;
import torch4j.Special;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The gamma distribution of a shape {@code concentration} and a {@code rate}. Same as {@code
 * torch.distributions.Gamma}.
 */
public class Gamma extends ExponentialFamily {
  private final Tensor concentration;
  private final Tensor rate;

  /**
   * The distribution of shape and rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(Tensor concentration, Tensor rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(Tensor concentration, double rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(double concentration, Tensor rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(double concentration, double rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate: the inverse of the scale. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(Tensor concentration, Tensor rate, boolean validateArgs) {
    this(Operators.parameters("concentration, rate", concentration, rate), validateArgs);
  }

  /**
   * The distribution of shape and rate: the inverse of the scale. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gamma(double concentration, double rate, boolean validateArgs) {
    this(Operators.parameters("concentration, rate", concentration, rate), validateArgs);
  }

  /** One whose parameters are checked if the flag is set, or null and that is the default. */
  static Gamma checked(Tensor concentration, Tensor rate, Boolean validateArgs) {
    return new Gamma(Operators.broadcastAll(concentration, rate), validateArgs);
  }

  private Gamma(Tensor[] parameters, Boolean validateArgs) {
    this(validateArgs, parameters);
    checkArguments();
  }

  /** One whose parameters the subclass checks. */
  Gamma(Boolean validateArgs, Tensor... parameters) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    concentration = parameters[0];
    rate = parameters[1];
  }

  /** One like another, for a batch of another shape. */
  Gamma(Gamma like, long... batchShape) {
    super(like, batchShape);
    concentration = like.concentration.expand(batchShape);
    rate = like.rate.expand(batchShape);
  }

  /** The shape. Same as {@code concentration}. */
  public final Tensor concentration() {
    return concentration;
  }

  /** The rate: the inverse of the scale. Same as {@code rate}. */
  public final Tensor rate() {
    return rate;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("concentration", concentration, Constraints.positive),
        new Argument("rate", rate, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegative;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Gamma expand(long... batchShape) {
    return new Gamma(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return concentration.div(rate);
  }

  @Override
  public Tensor mode() {
    return concentration.sub(1L).div(rate).clamp(0L);
  }

  @Override
  public Tensor variance() {
    return concentration.div(rate.pow(2L));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    Tensor value = Operators.standardGamma(concentration.expand(shape)).div(rate.expand(shape));
    value.detach().clamp_(Operators.tiny(value)); // not part of the graph
    return value;
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor x = value.to(rate.device(), rate.dtype());
    return concentration
        .xlogy(rate)
        .add(concentration.sub(1L).xlogy(x))
        .sub(rate.mul(x))
        .sub(concentration.lgamma());
  }

  @Override
  public Tensor entropy() {
    return concentration
        .sub(rate.log())
        .add(concentration.lgamma())
        .add(Torch.rsub(concentration, 1.0).mul(concentration.digamma()));
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(concentration.sub(1L), rate.neg());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    Tensor x = naturalParams.get(0);
    Tensor y = naturalParams.get(1);
    return x.add(1L).lgamma().add(x.add(1L).mul(y.reciprocal().neg().log()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    return Special.gammainc(concentration, rate.mul(value));
  }
}
