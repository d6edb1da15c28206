package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/** The Pareto distribution of type 1. Same as {@code torch.distributions.Pareto}. */
public final class Pareto extends TransformedDistribution {
  private final Tensor scale;
  private final Tensor alpha;

  /**
   * The distribution of scale: the smallest value and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(Tensor scale, Tensor alpha) {
    this(Operators.parameters("scale, alpha", scale, alpha), null);
  }

  /**
   * The distribution of scale: the smallest value and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(Tensor scale, double alpha) {
    this(Operators.parameters("scale, alpha", scale, alpha), null);
  }

  /**
   * The distribution of scale: the smallest value and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(double scale, Tensor alpha) {
    this(Operators.parameters("scale, alpha", scale, alpha), null);
  }

  /**
   * The distribution of scale: the smallest value and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(double scale, double alpha) {
    this(Operators.parameters("scale, alpha", scale, alpha), null);
  }

  /**
   * The distribution of scale: the smallest value and shape. Their constraints are checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(Tensor scale, Tensor alpha, boolean validateArgs) {
    this(Operators.parameters("scale, alpha", scale, alpha), validateArgs);
  }

  /**
   * The distribution of scale: the smallest value and shape. Their constraints are checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Pareto(double scale, double alpha, boolean validateArgs) {
    this(Operators.parameters("scale, alpha", scale, alpha), validateArgs);
  }

  private Pareto(Tensor[] parameters, Boolean validateArgs) {
    super(
        Exponential.checked(parameters[1], validateArgs), transforms(parameters[0]), validateArgs);
    scale = parameters[0];
    alpha = parameters[1];
    checkArguments();
  }

  private Pareto(Pareto like, long... batchShape) {
    super(like, batchShape);
    scale = like.scale.expand(batchShape);
    alpha = like.alpha.expand(batchShape);
  }

  /** The scale: the smallest value. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  /** The shape. Same as {@code alpha}. */
  public Tensor alpha() {
    return alpha;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("alpha", alpha, Constraints.positive),
        new Argument("scale", scale, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.greaterThanEq(scale);
  }

  @Override
  public Pareto expand(long... batchShape) {
    return new Pareto(this, batchShape);
  }

  @Override
  public Tensor mean() {
    Tensor a = alpha.clamp(1L);
    return a.mul(scale).div(a.sub(1L));
  }

  @Override
  public Tensor mode() {
    return scale;
  }

  @Override
  public Tensor variance() {
    Tensor a = alpha.clamp(2L);
    return scale.pow(2L).mul(a).div(a.sub(1L).pow(2L).mul(a.sub(2L)));
  }

  @Override
  public Tensor entropy() {
    return scale.div(alpha).log().add(alpha.reciprocal().add(1L));
  }

  private static List<Transform> transforms(Tensor scale) {
    return List.of(new ExpTransform(), new AffineTransform(0, scale));
  }
}
