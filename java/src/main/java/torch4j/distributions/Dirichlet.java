package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The Dirichlet distribution, of probability vectors. Same as {@code
 * torch.distributions.Dirichlet}.
 */
public final class Dirichlet extends ExponentialFamily {
  private final Tensor concentration;

  /**
   * The distribution of these concentrations, one for each class in the last dimension.
   *
   * @throws IllegalArgumentException if there is no dimension, or one is not positive
   */
  public Dirichlet(Tensor concentration) {
    this(concentration, null);
  }

  /**
   * The distribution of these concentrations, which are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if there is no dimension
   */
  public Dirichlet(Tensor concentration, boolean validateArgs) {
    this(concentration, Boolean.valueOf(validateArgs));
  }

  /** One that is checked if the flag is set, or null and that is the default. */
  Dirichlet(Tensor concentration, Boolean validateArgs) {
    super(batchShape(concentration), Operators.last(concentration.shape(), 1), validateArgs);
    this.concentration = concentration;
    checkArguments();
  }

  private Dirichlet(Dirichlet like, long... batchShape) {
    super(like, batchShape);
    this.concentration = like.concentration.expand(extendedShape());
  }

  private static long[] batchShape(Tensor concentration) {
    if (concentration == null || concentration.dim() < 1) {
      throw new IllegalArgumentException(
          "Dirichlet: concentration: got "
              + (concentration == null ? "null" : "no dimension")
              + ", expected a tensor of at least one dimension");
    }
    return Operators.withoutLast(concentration.shape(), 1);
  }

  /** The concentrations. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  @Override
  protected List<Argument> arguments() {
    Constraint positive = Constraints.independent(Constraints.positive, 1);
    return List.of(new Argument("concentration", concentration, positive));
  }

  @Override
  public Dirichlet expand(long... batchShape) {
    return new Dirichlet(this, batchShape);
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
  public Tensor rsample(long... sampleShape) {
    return Operators.sampleDirichlet(concentration.expand(extendedShape(sampleShape)));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor powers = concentration.sub(1.0).xlogy(value).sum(-1);
    return powers.add(concentration.sum(-1).lgamma()).sub(concentration.lgamma().sum(-1));
  }

  @Override
  public Tensor mean() {
    return concentration.div(concentration.sum(-1, true));
  }

  @Override
  public Tensor mode() {
    Tensor less = concentration.sub(1L).clamp(0.0);
    Tensor mode = less.div(less.sum(-1, true));
    Tensor mask = concentration.lt(1L).all(-1);
    Tensor largest = Operators.oneHot(mode.get(mask).argmax(-1), less.size(-1));
    mode.set(largest.to(mode), mask);
    return mode;
  }

  @Override
  public Tensor variance() {
    Tensor total = concentration.sum(-1, true);
    return concentration.mul(total.sub(concentration)).div(total.pow(2L).mul(total.add(1L)));
  }

  @Override
  public Tensor entropy() {
    long k = concentration.size(-1);
    Tensor total = concentration.sum(-1);
    return concentration
        .lgamma()
        .sum(-1)
        .sub(total.lgamma())
        .sub(Torch.rsub(total, k).mul(total.digamma()))
        .sub(concentration.sub(1.0).mul(concentration.digamma()).sum(-1));
  }

  @Override
  protected List<Tensor> naturalParams() {
    return List.of(concentration);
  }

  @Override
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    Tensor x = naturalParams.get(0);
    return x.lgamma().sum(-1).sub(x.sum(-1).lgamma());
  }
}
