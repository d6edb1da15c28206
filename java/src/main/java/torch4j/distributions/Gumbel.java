package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The Gumbel distribution. Same as {@code torch.distributions.Gumbel}. */
public final class Gumbel extends TransformedDistribution {
  private final Tensor loc;
  private final Tensor scale;

  /**
   * The distribution of location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of location and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of location and scale. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Gumbel(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  private Gumbel(Tensor[] parameters, Boolean validateArgs) {
    super(
        base(parameters[0], validateArgs), transforms(parameters[0], parameters[1]), validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    checkArguments();
  }

  private Gumbel(Gumbel like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The location. Same as {@code loc}. */
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
  public Gumbel expand(long... batchShape) {
    return new Gumbel(this, batchShape);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor y = loc.sub(value).div(scale);
    return y.sub(y.exp()).sub(scale.log());
  }

  @Override
  public Tensor mean() {
    return loc.add(scale.mul(Operators.EULER));
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor stddev() {
    return scale.mul(Math.PI / Math.sqrt(6));
  }

  @Override
  public Tensor variance() {
    return stddev().pow(2L);
  }

  @Override
  public Tensor entropy() {
    return scale.log().add(1 + Operators.EULER);
  }

  private static Uniform base(Tensor loc, Boolean validateArgs) {
    return Uniform.checked(
        Torch.fullLike(loc, Operators.tiny(loc)),
        Torch.fullLike(loc, 1 - Operators.eps(loc)),
        validateArgs);
  }

  private static List<Transform> transforms(Tensor loc, Tensor scale) {
    return List.of(
        new ExpTransform().inv(),
        new AffineTransform(0, Torch.onesLike(scale).neg()),
        new ExpTransform().inv(),
        new AffineTransform(loc, scale.neg()));
  }
}
