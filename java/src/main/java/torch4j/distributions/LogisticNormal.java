package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * The logistic-normal distribution, of probability vectors. Same as {@code
 * torch.distributions.LogisticNormal}.
 */
public final class LogisticNormal extends TransformedDistribution {

  /**
   * The distribution of mean and standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(Tensor loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(Tensor loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(double loc, Tensor scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation of the normal distribution.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(double loc, double scale) {
    this(Operators.parameters("loc, scale", loc, scale), null);
  }

  /**
   * The distribution of mean and standard deviation of the normal distribution. Their constraints
   * are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  /**
   * The distribution of mean and standard deviation of the normal distribution. Their constraints
   * are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public LogisticNormal(double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("loc, scale", loc, scale), validateArgs);
  }

  private LogisticNormal(Tensor[] parameters, Boolean validateArgs) {
    super(
        base(Normal.checked(parameters[0], parameters[1], validateArgs)),
        List.of(new StickBreakingTransform()),
        validateArgs);
    checkArguments();
  }

  private LogisticNormal(LogisticNormal like, long... batchShape) {
    super(like, batchShape);
  }

  private static Normal base(Normal normal) {
    return normal.batchShape().length == 0 ? normal.expand(1) : normal;
  }

  private Normal normal() {
    return (Normal) ((Independent) baseDist()).baseDist();
  }

  /** The mean of the normal distribution. Same as {@code loc}. */
  public Tensor loc() {
    return normal().loc();
  }

  /** The standard deviation of the normal distribution. Same as {@code scale}. */
  public Tensor scale() {
    return normal().scale();
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc(), Constraints.real, false),
        new Argument("scale", scale(), Constraints.positive, false));
  }

  @Override
  public Constraint support() {
    return Constraints.simplex;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public LogisticNormal expand(long... batchShape) {
    return new LogisticNormal(this, batchShape);
  }
}
