package torch4j.optim;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * Resilient backpropagation: step sizes adapted to the sign of the gradient. Same as {@code
 * torch.optim.Rprop}.
 */
public final class Rprop extends Optimizer<Rprop.Options> {
  /**
   * Options of {@code torch.optim.Rprop}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param etaMinus the multiplicative decrease factor of the step size, used when the gradient
   *     changes its sign
   * @param etaPlus the multiplicative increase factor of the step size, used when the gradient
   *     keeps its sign
   * @param smallestStep the minimum step size
   * @param largestStep the maximum step size
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr,
      double etaMinus,
      double etaPlus,
      double smallestStep,
      double largestStep,
      boolean maximize)
      implements RpropOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireEtas(etaMinus, etaPlus);
    }

    /** Returns a copy with these decrease and increase factors of the step size. */
    public Options etas(double etaMinus, double etaPlus) {
      return etaMinus(etaMinus).etaPlus(etaPlus);
    }

    /** Returns a copy with this minimum and maximum step size. */
    public Options stepSizes(double smallestStep, double largestStep) {
      return smallestStep(smallestStep).largestStep(largestStep);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, etaMinus, etaPlus, smallestStep, largestStep, maximize ? 1 : 0};
    }
  }

  private static void requireEtas(double etaMinus, double etaPlus) {
    if (!(0 < etaMinus && etaMinus < 1 && 1 < etaPlus)) {
      throw new IllegalArgumentException(
          "etas: got " + etaMinus + " and " + etaPlus + ", expected 0 < etaMinus < 1 < etaPlus");
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, 0.5, 1.2, 1e-6, 50, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public Rprop(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Rprop(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Rprop(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.RPROP;
  }
}
