package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * RMSprop: gradients divided by the root of their running mean square. Same as {@code
 * torch.optim.RMSprop}.
 */
public final class RMSprop extends Optimizer<RMSprop.Options> {
  /**
   * What {@code torch.optim.RMSprop} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param alpha the decay of the mean square
   * @param eps added to the denominator
   * @param weightDecay the L2 penalty
   * @param momentum the weight of the steps before
   * @param centered whether the mean is subtracted, which makes a variance of the mean square
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double alpha,
      double eps,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireAtLeast("alpha", alpha, 0);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      requireAtLeast("momentum", momentum, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Another value of the decay of the mean square. */
    public Options alpha(double alpha) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Another value of the weight of the steps before. */
    public Options momentum(double momentum) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Sets whether the mean is subtracted, which makes a variance of the mean square. */
    public Options centered(boolean centered) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
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

  /** PyTorch's defaults for all parameters. */
  public RMSprop(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public RMSprop(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public RMSprop(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.RMSPROP;
  }
}
