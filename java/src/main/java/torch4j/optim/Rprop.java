package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Resilient backpropagation: steps by the gradient's sign. Same as {@code torch.optim.Rprop}. */
public final class Rprop extends Optimizer<Rprop.Options> {
  /**
   * What {@code torch.optim.Rprop} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param etaMinus what a step is multiplied with when the gradient turns round
   * @param etaPlus what a step is multiplied with when it does not
   * @param smallestStep the smallest step
   * @param largestStep the largest step
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double etaMinus,
      double etaPlus,
      double smallestStep,
      double largestStep,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireEtas(etaMinus, etaPlus);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, etaMinus, etaPlus, smallestStep, largestStep, maximize);
    }

    /** Other factors: when the gradient turns round, and when it does not. */
    public Options etas(double etaMinus, double etaPlus) {
      return new Options(lr, etaMinus, etaPlus, smallestStep, largestStep, maximize);
    }

    /** Other bounds of a step. */
    public Options stepSizes(double smallestStep, double largestStep) {
      return new Options(lr, etaMinus, etaPlus, smallestStep, largestStep, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, etaMinus, etaPlus, smallestStep, largestStep, maximize);
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

  /** PyTorch's defaults for all parameters. */
  public Rprop(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public Rprop(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Rprop(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.RPROP;
  }
}
