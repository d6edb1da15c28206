package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The Poisson distribution. Same as {@code torch.distributions.Poisson}. */
public final class Poisson extends ExponentialFamily {
  private final Tensor rate;

  /**
   * The distribution of rate.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Poisson(Tensor rate) {
    this(Operators.parameters("rate", rate), null);
  }

  /**
   * The distribution of rate.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Poisson(double rate) {
    this(Operators.parameters("rate", rate), null);
  }

  /**
   * The distribution of rate. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Poisson(Tensor rate, boolean validateArgs) {
    this(Operators.parameters("rate", rate), validateArgs);
  }

  /**
   * The distribution of rate. Their constraints are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Poisson(double rate, boolean validateArgs) {
    this(Operators.parameters("rate", rate), validateArgs);
  }

  private Poisson(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    rate = parameters[0];
    checkArguments();
  }

  private Poisson(Poisson like, long... batchShape) {
    super(like, batchShape);
    rate = like.rate.expand(batchShape);
  }

  /** The rate. Same as {@code rate}. */
  public Tensor rate() {
    return rate;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(new Argument("rate", rate, Constraints.nonnegative));
  }

  @Override
  public Constraint support() {
    return Constraints.nonnegativeInteger;
  }

  @Override
  public Poisson expand(long... batchShape) {
    return new Poisson(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return rate;
  }

  @Override
  public Tensor mode() {
    return rate.floor();
  }

  @Override
  public Tensor variance() {
    return rate;
  }

  @Override
  public Tensor sample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    return Operators.withoutGrad(() -> Torch.poisson(rate.expand(shape)));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor[] both = Operators.broadcastAll(rate, value);
    return both[1].xlogy(both[0]).sub(both[0]).sub(both[1].add(1L).lgamma());
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(rate.log());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    return naturalParams.get(0).exp();
  }
}
