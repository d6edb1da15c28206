package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The Cauchy distribution, of which there is no mean. Same as {@code torch.distributions.Cauchy}.
 */
public final class Cauchy extends Distribution {
  private final Tensor loc;
  private final Tensor scale;

  /**
   * The distribution of median and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of median and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of median and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of median and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of median and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of median and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Cauchy(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  private Cauchy(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    checkArguments();
  }

  private Cauchy(Cauchy like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The median. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The scale. Same as {@code scale}. */
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
  public Cauchy expand(long... batchShape) {
    return new Cauchy(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return Operators.full(extendedShape(), Double.NaN, loc);
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor variance() {
    return Operators.full(extendedShape(), Operators.INF, loc);
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return loc.add(loc.newEmpty(extendedShape(sampleShape)).cauchy_().mul(scale));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor square = value.sub(loc).div(scale).pow(2L);
    return Torch.rsub(scale.log(), -Math.log(Math.PI)).sub(square.log1p());
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    return value.sub(loc).div(scale).atan().div(Math.PI).add(0.5);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return value.sub(0.5).mul(Math.PI).tan().mul(scale).add(loc);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(Math.log(4 * Math.PI));
  }
}
