package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireFraction;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Adamax: Adam by the largest gradient instead of the mean square. Same as {@code
 * torch.optim.Adamax}.
 */
public final class Adamax extends Optimizer<Adamax.Options> {
  /**
   * What {@code torch.optim.Adamax} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param beta1 the decay of the gradient's average
   * @param beta2 the decay of the second average
   * @param eps added to the denominator
   * @param weightDecay the L2 penalty
   * @param maximize whether to climb
   */
  public record Options(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /** Other decays of the averages. */
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, beta1, beta2, eps, weightDecay, maximize ? 1 : 0};
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
    return new Options(2e-3, 0.9, 0.999, 1e-8, 0, false);
  }

  /** PyTorch's defaults for all parameters. */
  public Adamax(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public Adamax(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Adamax(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.ADAMAX;
  }
}
