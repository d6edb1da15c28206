package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireFraction;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** NAdam: Adam with Nesterov's momentum. Same as {@code torch.optim.NAdam}. */
public final class NAdam extends Optimizer<NAdam.Options> {
  /**
   * What {@code torch.optim.NAdam} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param beta1 the decay of the gradient's average
   * @param beta2 the decay of the second average
   * @param eps added to the denominator
   * @param weightDecay the L2 penalty
   * @param momentumDecay how fast the momentum falls
   * @param decoupledWeightDecay whether the decay is as in AdamW instead
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      double momentumDecay,
      boolean decoupledWeightDecay,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      requireAtLeast("momentumDecay", momentumDecay, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Other decays of the averages. */
    public Options betas(double beta1, double beta2) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Another value for how fast the momentum falls. */
    public Options momentumDecay(double momentumDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Sets whether the decay is as in AdamW instead. */
    public Options decoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {
        lr,
        beta1,
        beta2,
        eps,
        weightDecay,
        momentumDecay,
        decoupledWeightDecay ? 1 : 0,
        maximize ? 1 : 0
      };
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public boolean usesBeta1() {
      return true;
    }

    @Override
    public double momentumOrBeta1() {
      return beta1;
    }

    @Override
    public Options momentumOrBeta1(double momentum) {
      return betas(momentum, beta2);
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false, false);
  }

  /** PyTorch's defaults for all parameters. */
  public NAdam(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public NAdam(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public NAdam(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  long[] stateShape(String name, Tensor parameter) {
    return name.equals("mu_product") ? new long[0] : super.stateShape(name, parameter);
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.NADAM;
  }
}
