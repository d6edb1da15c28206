package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The Kumaraswamy distribution. Same as {@code torch.distributions.Kumaraswamy}. */
public final class Kumaraswamy extends TransformedDistribution {
  private final Tensor concentration1;
  private final Tensor concentration0;

  /**
   * The distribution of first shape and second shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(Tensor concentration1, Tensor concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first shape and second shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(Tensor concentration1, double concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first shape and second shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(double concentration1, Tensor concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first shape and second shape.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(double concentration1, double concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first shape and second shape. Their constraints are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(Tensor concentration1, Tensor concentration0, boolean validateArgs) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        validateArgs);
  }

  /**
   * The distribution of first shape and second shape. Their constraints are checked only if the
   * flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Kumaraswamy(double concentration1, double concentration0, boolean validateArgs) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        validateArgs);
  }

  private Kumaraswamy(Tensor[] parameters, Boolean validateArgs) {
    super(
        base(parameters[1], validateArgs), transforms(parameters[0], parameters[1]), validateArgs);
    concentration1 = parameters[0];
    concentration0 = parameters[1];
    checkArguments();
  }

  private Kumaraswamy(Kumaraswamy like, long... batchShape) {
    super(like, batchShape);
    concentration1 = like.concentration1.expand(batchShape);
    concentration0 = like.concentration0.expand(batchShape);
  }

  /** The first shape. Same as {@code concentration1}. */
  public Tensor concentration1() {
    return concentration1;
  }

  /** The second shape. Same as {@code concentration0}. */
  public Tensor concentration0() {
    return concentration0;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("concentration1", concentration1, Constraints.positive),
        new Argument("concentration0", concentration0, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Kumaraswamy expand(long... batchShape) {
    return new Kumaraswamy(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return moment(1);
  }

  @Override
  public Tensor mode() {
    Tensor logMode =
        concentration0
            .reciprocal()
            .mul(concentration0.neg().log1p())
            .sub(concentration0.neg().mul(concentration1).log1p());
    return logMode
        .maskedFill(concentration0.lt(1L).bitwiseOr(concentration1.lt(1L)), Double.NaN)
        .exp();
  }

  @Override
  public Tensor variance() {
    return moment(2).sub(mean().pow(2L));
  }

  @Override
  public Tensor entropy() {
    Tensor t1 = Operators.oneMinus(concentration1.reciprocal());
    Tensor t0 = Operators.oneMinus(concentration0.reciprocal());
    Tensor h0 = concentration0.add(1L).digamma().add(Operators.EULER);
    return t0.add(t1.mul(h0)).sub(concentration1.log()).sub(concentration0.log());
  }

  private Tensor moment(int n) {
    Tensor argument = Operators.over(n, concentration1).add(1L);
    Tensor logValue =
        argument.lgamma().add(concentration0.lgamma()).sub(argument.add(concentration0).lgamma());
    return concentration0.mul(logValue.exp());
  }

  private static Uniform base(Tensor like, Boolean validateArgs) {
    return Uniform.checked(Torch.fullLike(like, 0L), Torch.fullLike(like, 1L), validateArgs);
  }

  private static List<Transform> transforms(Tensor concentration1, Tensor concentration0) {
    return List.of(
        new PowerTransform(concentration0.reciprocal()),
        new AffineTransform(1.0, -1.0),
        new PowerTransform(concentration1.reciprocal()));
  }
}
