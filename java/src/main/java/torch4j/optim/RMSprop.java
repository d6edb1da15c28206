package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * RMSprop: gradients divided by the root of the running average of their squares. Same as {@code
 * torch.optim.RMSprop}.
 */
public final class RMSprop extends Optimizer<RMSprop.Options> {
  /**
   * Options of {@code torch.optim.RMSprop}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param alpha the smoothing constant of the running average of squared gradients
   * @param eps the term added to the denominator for numerical stability
   * @param weightDecay the weight decay (L2 penalty)
   * @param momentum the momentum factor
   * @param centered whether to compute the centered RMSprop, in which the gradient is normalized by
   *     an estimate of its variance
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr,
      double alpha,
      double eps,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean maximize)
      implements RMSpropOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("alpha", alpha, 0);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {
        lr, alpha, eps, weightDecay, momentum, centered ? 1 : 0, maximize ? 1 : 0
      };
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public double momentumOrBeta1() {
      return momentum;
    }

    @Override
    public Options momentumOrBeta1(double momentum) {
      return momentum(momentum);
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, 0.99, 1e-8, 0, 0, false, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public RMSprop(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public RMSprop(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public RMSprop(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.RMSPROP;
  }
}
