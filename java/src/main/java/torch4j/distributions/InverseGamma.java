package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The inverse of a gamma distribution. Same as {@code torch.distributions.InverseGamma}. */
public final class InverseGamma extends TransformedDistribution {
  private final Tensor concentration;
  private final Tensor rate;

  /**
   * The distribution of shape and rate of the gamma distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(Tensor concentration, Tensor rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate of the gamma distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(Tensor concentration, double rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate of the gamma distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(double concentration, Tensor rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate of the gamma distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(double concentration, double rate) {
    this(Operators.parameters("concentration, rate", concentration, rate), null);
  }

  /**
   * The distribution of shape and rate of the gamma distribution. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(Tensor concentration, Tensor rate, boolean validateArgs) {
    this(Operators.parameters("concentration, rate", concentration, rate), validateArgs);
  }

  /**
   * The distribution of shape and rate of the gamma distribution. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public InverseGamma(double concentration, double rate, boolean validateArgs) {
    this(Operators.parameters("concentration, rate", concentration, rate), validateArgs);
  }

  private InverseGamma(Tensor[] parameters, Boolean validateArgs) {
    super(
        Gamma.checked(parameters[0], parameters[1], validateArgs),
        transforms(parameters[1]),
        validateArgs);
    concentration = parameters[0];
    rate = parameters[1];
    checkArguments();
  }

  private InverseGamma(InverseGamma like, long... batchShape) {
    super(like, batchShape);
    concentration = like.concentration.expand(batchShape);
    rate = like.rate.expand(batchShape);
  }

  /** The shape. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  /** The rate of the gamma distribution. Same as {@code rate}. */
  public Tensor rate() {
    return rate;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("concentration", concentration, Constraints.positive, false),
        new Argument("rate", rate, Constraints.positive, false));
  }

  @Override
  public Constraint support() {
    return Constraints.positive;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public InverseGamma expand(long... batchShape) {
    return new InverseGamma(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return Torch.where(concentration.gt(1L), rate.div(concentration.sub(1L)), Operators.INF);
  }

  @Override
  public Tensor mode() {
    return rate.div(concentration.add(1L));
  }

  @Override
  public Tensor variance() {
    Tensor finite = rate.square().div(concentration.sub(1L).square().mul(concentration.sub(2L)));
    return Torch.where(concentration.gt(2L), finite, Operators.INF);
  }

  @Override
  public Tensor entropy() {
    return concentration
        .add(rate.log())
        .add(concentration.lgamma())
        .sub(concentration.add(1L).mul(concentration.digamma()));
  }

  private static List<Transform> transforms(Tensor rate) {
    return List.of(new PowerTransform(rate.newOnes(Operators.NO_SHAPE).neg()));
  }
}
