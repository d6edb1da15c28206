package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Stochastic gradient descent, with momentum or without. Same as {@code torch.optim.SGD}. */
public final class SGD extends Optimizer<SGD.Options> {
  /**
   * What {@code torch.optim.SGD} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param momentum the weight of the steps before
   * @param dampening how much less the gradient counts beside the momentum
   * @param weightDecay the L2 penalty
   * @param nesterov whether the momentum looks ahead; it needs a momentum and no dampening
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireAtLeast("momentum", momentum, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      if (nesterov && (momentum <= 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "nesterov: got momentum "
                + momentum
                + " and dampening "
                + dampening
                + ", expected a momentum and no dampening; set momentum before nesterov");
      }
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** Another weight of the steps before. */
    public Options momentum(double momentum) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** Another dampening. */
    public Options dampening(double dampening) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** Another L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** With or without Nesterov's momentum. */
    public Options nesterov(boolean nesterov) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** Climb or descend. */
    public Options maximize(boolean maximize) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, maximize);
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

  /** PyTorch's defaults for all parameters. */
  public SGD(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public SGD(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public SGD(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.SGD;
  }

  @Override
  void nativeStep(long state, double[] groups) {
    NativeOptimizer.sgdStep(state, groups);
  }
}
