package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The absolute value of a Cauchy distribution around 0. Same as {@code
 * torch.distributions.HalfCauchy}.
 */
public final class HalfCauchy extends TransformedDistribution {
  private final Tensor scale;

  /**
   * The distribution of scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfCauchy(Tensor scale) {
    this(Operators.parameters("scale", scale), null);
  }

  /**
   * The distribution of scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfCauchy(double scale) {
    this(Operators.parameters("scale", scale), null);
  }

  /**
   * The distribution of scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfCauchy(Tensor scale, boolean validateArgs) {
    this(Operators.parameters("scale", scale), validateArgs);
  }

  /**
   * The distribution of scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public HalfCauchy(double scale, boolean validateArgs) {
    this(Operators.parameters("scale", scale), validateArgs);
  }

  private HalfCauchy(Tensor[] parameters, Boolean validateArgs) {
    super(
        new Cauchy(Torch.zerosLike(parameters[0]), parameters[0], false),
        List.of(new AbsTransform()),
        validateArgs);
    scale = parameters[0];
    checkArguments();
  }

  private HalfCauchy(HalfCauchy like, long... batchShape) {
    super(like, batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The scale. Same as {@code scale}. */
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
  public HalfCauchy expand(long... batchShape) {
    return new HalfCauchy(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return Operators.full(extendedShape(), Operators.INF, scale);
  }

  @Override
  public Tensor variance() {
    return baseDist().variance();
  }

  @Override
  public Tensor mode() {
    return Torch.zerosLike(scale);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor x = value.to(scale.device(), scale.dtype());
    Tensor logProb = baseDist().logProb(x).add(Operators.LOG_2);
    return Torch.where(x.ge(0L), logProb, -Operators.INF);
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
