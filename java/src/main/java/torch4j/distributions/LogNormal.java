package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * The log-normal distribution: the exponential of a normal one. Same as {@code
 * torch.distributions.LogNormal}.
 */
public final class LogNormal extends TransformedDistribution {
  private final Tensor loc;
  private final Tensor scale;

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm. Their
   * constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of mean of the logarithm and standard deviation of the logarithm. Their
   * constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogNormal(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  private LogNormal(Tensor[] parameters, Boolean validateArgs) {
    super(
        Normal.checked(parameters[0], parameters[1], validateArgs),
        List.of(new ExpTransform()),
        validateArgs);
    loc = parameters[0];
    scale = parameters[1];
    checkArguments();
  }

  private LogNormal(LogNormal like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
  }

  /** The mean of the logarithm. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The standard deviation of the logarithm. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc, Constraints.real, false),
        new Argument("scale", scale, Constraints.positive, false));
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
  public LogNormal expand(long... batchShape) {
    return new LogNormal(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return loc.add(scale.pow(2L).div(2L)).exp();
  }

  @Override
  public Tensor mode() {
    return loc.sub(scale.square()).exp();
  }

  @Override
  public Tensor variance() {
    Tensor square = scale.pow(2L);
    return square.expm1().mul(loc.mul(2L).add(square).exp());
  }

  @Override
  public Tensor entropy() {
    return baseDist().entropy().add(loc);
  }
}
