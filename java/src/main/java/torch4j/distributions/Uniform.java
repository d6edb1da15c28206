package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * The uniform distribution from {@code low} up to {@code high}, which is left out. Same as {@code
 * torch.distributions.Uniform}.
 */
public final class Uniform extends Distribution {
  private final Tensor low;
  private final Tensor high;

  /**
   * The distribution of lower end and upper end.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(Tensor low, Tensor high) {
    this(Operators.parameters("low, high", low, high), null);
  }

  /**
   * The distribution of lower end and upper end.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(Tensor low, double high) {
    this(Operators.parameters("low, high", low, high), null);
  }

  /**
   * The distribution of lower end and upper end.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(double low, Tensor high) {
    this(Operators.parameters("low, high", low, high), null);
  }

  /**
   * The distribution of lower end and upper end.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(double low, double high) {
    this(Operators.parameters("low, high", low, high), null);
  }

  /**
   * The distribution of lower end and upper end. Their constraints are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(Tensor low, Tensor high, boolean validateArgs) {
    this(Operators.parameters("low, high", low, high), validateArgs);
  }

  /**
   * The distribution of lower end and upper end. Their constraints are checked only if the flag is
   * set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Uniform(double low, double high, boolean validateArgs) {
    this(Operators.parameters("low, high", low, high), validateArgs);
  }

  /** One whose parameters are checked if the flag is set, or null and that is the default. */
  static Uniform checked(Tensor low, Tensor high, Boolean validateArgs) {
    return new Uniform(Operators.broadcastAll(low, high), validateArgs);
  }

  private Uniform(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    low = parameters[0];
    high = parameters[1];
    checkArguments();
  }

  private Uniform(Uniform like, long... batchShape) {
    super(like, batchShape);
    low = like.low.expand(batchShape);
    high = like.high.expand(batchShape);
  }

  /** The lower end. Same as {@code low}. */
  public Tensor low() {
    return low;
  }

  /** The upper end. Same as {@code high}. */
  public Tensor high() {
    return high;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("low", low, Constraints.lessThan(high)),
        new Argument("high", high, Constraints.greaterThan(low)));
  }

  @Override
  public Constraint support() {
    return Constraints.interval(low, high);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Uniform expand(long... batchShape) {
    return new Uniform(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return high.add(low).div(2L);
  }

  @Override
  public Tensor mode() {
    return high.mul(Double.NaN);
  }

  @Override
  public Tensor stddev() {
    return high.sub(low).div(Math.sqrt(12));
  }

  @Override
  public Tensor variance() {
    return high.sub(low).pow(2L).div(12L);
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return low.add(Operators.rand(extendedShape(sampleShape), low).mul(high.sub(low)));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor isAbove = low.le(value).typeAs(low);
    Tensor isBelow = high.gt(value).typeAs(low);
    return isAbove.mul(isBelow).log().sub(high.sub(low).log());
  }

  @Override
  public Tensor cdf(Tensor value) {
    checkValue(value);
    return value.sub(low).div(high.sub(low)).clamp(0L, 1L);
  }

  @Override
  public Tensor icdf(Tensor value) {
    requireValue(value);
    return value.mul(high.sub(low)).add(low);
  }

  @Override
  public Tensor entropy() {
    return high.sub(low).log();
  }
}
