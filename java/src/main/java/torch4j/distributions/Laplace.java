package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The Laplace distribution: two exponential ones, back to back. Same as {@code
 * torch.distributions.Laplace}.
 */
public final class Laplace extends Distribution {
  private final Tensor loc;
  private final Tensor scale;

  /**
   * The distribution of mean and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of mean and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Laplace(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  private Laplace(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    checkArguments();
  }

  private Laplace(Laplace like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The mean. Same as {@code loc}. */
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
  public Laplace expand(long... batchShape) {
    return new Laplace(this, batchShape);
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
  public Tensor variance() {
    return scale.pow(2L).mul(2L);
  }

  @Override
  public Tensor stddev() {
    return scale.mul(Math.sqrt(2));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    Tensor u = loc.newEmpty(extendedShape(sampleShape)).uniform_(Operators.eps(loc) - 1, 1);
    return loc.sub(scale.mul(u.sign()).mul(u.abs().neg().log1p()));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    return scale.mul(2L).log().neg().sub(value.sub(loc).abs().div(scale));
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    Tensor distance = value.sub(loc);
    return Torch.rsub(distance.sign().mul(0.5).mul(distance.abs().neg().div(scale).expm1()), 0.5);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    Tensor term = value.sub(0.5);
    return loc.sub(scale.mul(term.sign()).mul(term.abs().mul(-2L).log1p()));
  }

  @Override
  public Tensor entropy() {
    return scale.mul(2L).log().add(1L);
  }
}
