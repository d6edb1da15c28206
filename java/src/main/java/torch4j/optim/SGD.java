package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/** Stochastic gradient descent, optionally with momentum. Same as {@code torch.optim.SGD}. */
public final class SGD extends Optimizer<SGD.Options> {
  /**
   * Options of {@code torch.optim.SGD}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param momentum the momentum factor
   * @param dampening the dampening for momentum
   * @param weightDecay the weight decay (L2 penalty)
   * @param nesterov whether to use Nesterov momentum; requires a momentum and zero dampening
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize)
      implements SGDOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public void requireInitial() {
      SGDOptionsWithers.super.requireInitial();
      if (nesterov && (momentum <= 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "nesterov: got momentum "
                + momentum
                + " and dampening "
                + dampening
                + ", expected momentum > 0 and dampening 0; Nesterov momentum requires a momentum"
                + " and zero dampening");
      }
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

    @Override
    public double[] toNumbers() {
      return new double[] {
        lr, momentum, dampening, weightDecay, nesterov ? 1 : 0, maximize ? 1 : 0
      };
    }
  }

  /** PyTorch's defaults: learning rate 1e-3, no momentum. */
  public static Options options() {
    return new Options(1e-3, 0, 0, 0, false, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public SGD(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public SGD(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public SGD(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.SGD;
  }
}
