package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/** Averaged stochastic gradient descent. Same as {@code torch.optim.ASGD}. */
public final class ASGD extends Optimizer<ASGD.Options> {
  /**
   * Options of {@code torch.optim.ASGD}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param lambd the decay term
   * @param alpha the power of the learning rate update
   * @param t0 the step at which to start averaging
   * @param weightDecay the weight decay (L2 penalty)
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
      implements ASGDOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("weightDecay", weightDecay, 0);
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

  /** Optimizes these parameters with PyTorch's defaults. */
  public ASGD(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public ASGD(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public ASGD(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  long[] stateShape(String name, Tensor parameter) {
    return name.equals("eta") || name.equals("mu")
        ? new long[0]
        : super.stateShape(name, parameter);
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ASGD;
  }
}
