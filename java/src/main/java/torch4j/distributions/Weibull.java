package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The two-parameter Weibull distribution. Same as {@code torch.distributions.Weibull}. */
public final class Weibull extends TransformedDistribution {
  private final Tensor scale;
  private final Tensor concentration;
  private final Tensor concentrationReciprocal;

  /**
   * The distribution of scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(Tensor scale, Tensor concentration) {
    this(Operators.parameters("scale, concentration", scale, concentration), null);
  }

  /**
   * The distribution of scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(Tensor scale, double concentration) {
    this(Operators.parameters("scale, concentration", scale, concentration), null);
  }

  /**
   * The distribution of scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(double scale, Tensor concentration) {
    this(Operators.parameters("scale, concentration", scale, concentration), null);
  }

  /**
   * The distribution of scale and shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(double scale, double concentration) {
    this(Operators.parameters("scale, concentration", scale, concentration), null);
  }

  /**
   * The distribution of scale and shape. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(Tensor scale, Tensor concentration, boolean validateArgs) {
    this(Operators.parameters("scale, concentration", scale, concentration), validateArgs);
  }

  /**
   * The distribution of scale and shape. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Weibull(double scale, double concentration, boolean validateArgs) {
    this(Operators.parameters("scale, concentration", scale, concentration), validateArgs);
  }

  private Weibull(Tensor[] parameters, Boolean validateArgs) {
    super(
        Exponential.checked(Torch.onesLike(parameters[0]), validateArgs),
        transforms(parameters[0], parameters[1]),
        validateArgs);
    scale = parameters[0];
    concentration = parameters[1];
    concentrationReciprocal = concentration.reciprocal();
    checkArguments();
  }

  private Weibull(Weibull like, long... batchShape) {
    super(
        like,
        like.baseDist().expand(batchShape),
        transforms(like.scale.expand(batchShape), like.concentration.expand(batchShape)),
        batchShape);
    scale = like.scale.expand(batchShape);
    concentration = like.concentration.expand(batchShape);
    concentrationReciprocal = concentration.reciprocal();
  }

  /** The scale. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  /** The shape. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("scale", scale, Constraints.positive),
        new Argument("concentration", concentration, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.positive;
  }

  @Override
  public Weibull expand(long... batchShape) {
    return new Weibull(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return scale.mul(concentrationReciprocal.add(1L).lgamma().exp());
  }

  @Override
  public Tensor mode() {
    return scale.mul(concentration.sub(1L).div(concentration).pow(concentration.reciprocal()));
  }

  @Override
  public Tensor variance() {
    Tensor second = concentrationReciprocal.mul(2L).add(1L).lgamma().exp();
    return scale.pow(2L).mul(second.sub(concentrationReciprocal.add(1L).lgamma().mul(2L).exp()));
  }

  @Override
  public Tensor entropy() {
    return Operators.oneMinus(concentrationReciprocal)
        .mul(Operators.EULER)
        .add(scale.mul(concentrationReciprocal).log())
        .add(1L);
  }

  private static List<Transform> transforms(Tensor scale, Tensor concentration) {
    return List.of(new PowerTransform(concentration.reciprocal()), new AffineTransform(0, scale));
  }
}
