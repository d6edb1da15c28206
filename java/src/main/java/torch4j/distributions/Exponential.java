package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The exponential distribution. Same as {@code torch.distributions.Exponential}. */
public final class Exponential extends ExponentialFamily {
  private final Tensor rate;

  /**
   * The distribution of rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Exponential(Tensor rate) {
    this(Operators.parameters("rate", rate), null);
  }

  /**
   * The distribution of rate: the inverse of the scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Exponential(double rate) {
    this(Operators.parameters("rate", rate), null);
  }

  /**
   * The distribution of rate: the inverse of the scale. Their constraints are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Exponential(Tensor rate, boolean validateArgs) {
    this(Operators.parameters("rate", rate), validateArgs);
  }

  /**
   * The distribution of rate: the inverse of the scale. Their constraints are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Exponential(double rate, boolean validateArgs) {
    this(Operators.parameters("rate", rate), validateArgs);
  }

  /** One whose parameters are checked if the flag is set, or null and that is the default. */
  static Exponential checked(Tensor rate, Boolean validateArgs) {
    return new Exponential(Operators.broadcastAll(rate), validateArgs);
  }

  private Exponential(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    rate = parameters[0];
    checkArguments();
  }

  private Exponential(Exponential like, long... batchShape) {
    super(like, batchShape);
    rate = like.rate.expand(batchShape);
  }

  /** The rate: the inverse of the scale. Same as {@code rate}. */
  public Tensor rate() {
    return rate;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(new Argument("rate", rate, Constraints.positive));
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
  public Exponential expand(long... batchShape) {
    return new Exponential(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return rate.reciprocal();
  }

  @Override
  public Tensor mode() {
    return Torch.zerosLike(rate);
  }

  @Override
  public Tensor stddev() {
    return rate.reciprocal();
  }

  @Override
  public Tensor variance() {
    return rate.pow(-2L);
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return rate.newEmpty(extendedShape(sampleShape)).exponential_().div(rate);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    return rate.log().sub(rate.mul(value));
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    return Operators.oneMinus(rate.neg().mul(value).exp());
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return value.neg().log1p().neg().div(rate);
  }

  @Override
  public Tensor entropy() {
    return Torch.rsub(rate.log(), 1.0);
  }

  @Override
  protected double meanCarrierMeasure() {
    return 0;
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(rate.neg());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    return naturalParams.get(0).neg().log().neg();
  }
}
