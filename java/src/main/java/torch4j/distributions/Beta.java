package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** The beta distribution, between 0 and 1. Same as {@code torch.distributions.Beta}. */
public final class Beta extends ExponentialFamily {
  private final Dirichlet dirichlet;

  /**
   * The distribution of first concentration and second concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(Tensor concentration1, Tensor concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first concentration and second concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(Tensor concentration1, double concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first concentration and second concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(double concentration1, Tensor concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first concentration and second concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(double concentration1, double concentration0) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        null);
  }

  /**
   * The distribution of first concentration and second concentration. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(Tensor concentration1, Tensor concentration0, boolean validateArgs) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        validateArgs);
  }

  /**
   * The distribution of first concentration and second concentration. Their constraints are checked
   * only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public Beta(double concentration1, double concentration0, boolean validateArgs) {
    this(
        Operators.parameters("concentration1, concentration0", concentration1, concentration0),
        validateArgs);
  }

  private Beta(Tensor[] both, Boolean validateArgs) {
    this(new Dirichlet(Torch.stack(List.of(both), -1), validateArgs), validateArgs);
  }

  private Beta(Dirichlet dirichlet, Boolean validateArgs) {
    super(dirichlet.batchShape(), Operators.NO_SHAPE, validateArgs);
    this.dirichlet = dirichlet;
    checkArguments();
  }

  private Beta(Beta like, long... batchShape) {
    super(like, batchShape);
    this.dirichlet = like.dirichlet.expand(batchShape);
  }

  /** The first concentration, alpha. Same as {@code concentration1}. */
  public Tensor concentration1() {
    return dirichlet.concentration().select(-1, 0);
  }

  /** The second concentration, beta. Same as {@code concentration0}. */
  public Tensor concentration0() {
    return dirichlet.concentration().select(-1, 1);
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("concentration1", concentration1(), Constraints.positive, false),
        new Argument("concentration0", concentration0(), Constraints.positive, false));
  }

  @Override
  public Beta expand(long... batchShape) {
    return new Beta(this, batchShape);
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
  public Tensor mean() {
    return concentration1().div(concentration1().add(concentration0()));
  }

  @Override
  public Tensor mode() {
    return dirichlet.mode().select(-1, 0);
  }

  @Override
  public Tensor variance() {
    Tensor total = concentration1().add(concentration0());
    return concentration1().mul(concentration0()).div(total.pow(2L).mul(total.add(1L)));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    return dirichlet.rsample(sampleShape).select(-1, 0);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    return dirichlet.logProb(Torch.stack(List.of(value, Torch.rsub(value, 1.0)), -1));
  }

  @Override
  public Tensor entropy() {
    return dirichlet.entropy();
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(concentration1(), concentration0());
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    Tensor x = naturalParams.get(0);
    Tensor y = naturalParams.get(1);
    return x.lgamma().add(y.lgamma()).sub(x.add(y).lgamma());
  }
}
