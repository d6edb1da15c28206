package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The absolute value of a normal distribution of mean 0. Same as {@code
 * torch.distributions.HalfNormal}.
 */
public final class HalfNormal extends TransformedDistribution {
  private final Tensor scale;

  /**
   * The distribution of standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfNormal(Tensor scale) {
    this(Operators.parameters("scale", scale), null);
  }

  /**
   * The distribution of standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfNormal(double scale) {
    this(Operators.parameters("scale", scale), null);
  }

  /**
   * The distribution of standard deviation of the normal distribution. Their constraints are
   * checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfNormal(Tensor scale, boolean validateArgs) {
    this(Operators.parameters("scale", scale), validateArgs);
  }

  /**
   * The distribution of standard deviation of the normal distribution. Their constraints are
   * checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfNormal(double scale, boolean validateArgs) {
    this(Operators.parameters("scale", scale), validateArgs);
  }

  private HalfNormal(Tensor[] parameters, Boolean validateArgs) {
    super(
        new Normal(Torch.zerosLike(parameters[0]), parameters[0], false),
        List.of(new AbsTransform()),
        validateArgs);
    scale = parameters[0];
    checkArguments();
  }

  private HalfNormal(HalfNormal like, long... batchShape) {
    super(like, batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The standard deviation of the normal distribution. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(new Argument("scale", scale, Constraints.positive, false));
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
  public HalfNormal expand(long... batchShape) {
    return new HalfNormal(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return scale.mul(Math.sqrt(2 / Math.PI));
  }

  @Override
  public Tensor variance() {
    return scale.pow(2L).mul(1 - 2 / Math.PI);
  }

  @Override
  public Tensor mode() {
    return Torch.zerosLike(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor logProb = baseDist().logProb(value).add(Operators.LOG_2);
    return Torch.where(value.ge(0L), logProb, -Operators.INF);
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    return baseDist().cdf(value).mul(2L).sub(1L);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return baseDist().icdf(value.add(1L).div(2L));
  }

  @Override
  public Tensor entropy() {
    return baseDist().entropy().sub(Operators.LOG_2);
  }
}
