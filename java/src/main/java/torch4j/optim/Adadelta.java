package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireBetween;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * Adadelta: adapts the learning rates by running averages of squared gradients and squared updates.
 * Same as {@code torch.optim.Adadelta}.
 */
public final class Adadelta extends Optimizer<Adadelta.Options> {
  /**
   * Options of {@code torch.optim.Adadelta}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param rho the coefficient used for the running average of squared gradients
   * @param eps the term added to the denominator for numerical stability
   * @param weightDecay the weight decay (L2 penalty)
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(double lr, double rho, double eps, double weightDecay, boolean maximize)
      implements AdadeltaOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireBetween("rho", rho, 0, 1);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, rho, eps, weightDecay, maximize ? 1 : 0};
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1.0, 0.9, 1e-6, 0, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public Adadelta(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Adadelta(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Adadelta(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADADELTA;
  }
}
