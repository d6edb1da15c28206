package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Averaged stochastic gradient descent. Same as {@code torch.optim.ASGD}. */
public final class ASGD extends Optimizer<ASGD.Options> {
  /**
   * What {@code torch.optim.ASGD} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param lambd the decay term
   * @param alpha the power by which the learning rate falls
   * @param t0 the step at which averaging begins
   * @param weightDecay the L2 penalty
   * @param maximize whether to climb
   */
  public record Options(
      double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** Another value of the decay term. */
    public Options lambd(double lambd) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** Another value of the power by which the learning rate falls. */
    public Options alpha(double alpha) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** Another value of the step at which averaging begins. */
    public Options t0(double t0) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, lambd, alpha, t0, weightDecay, maximize ? 1 : 0};
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, 1e-4, 0.75, 1e6, 0, false);
  }

  /** PyTorch's defaults for all parameters. */
  public ASGD(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public ASGD(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public ASGD(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  long[] stateShape(String name, Tensor parameter) {
    return name.equals("eta") || name.equals("mu")
        ? new long[0]
        : super.stateShape(name, parameter);
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.ASGD;
  }
}
