package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireBetween;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Adadelta: steps scaled by the steps before. Same as {@code torch.optim.Adadelta}. */
public final class Adadelta extends Optimizer<Adadelta.Options> {
  /**
   * What {@code torch.optim.Adadelta} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param rho the decay of the averages
   * @param eps added to the denominator
   * @param weightDecay the L2 penalty
   * @param maximize whether to climb
   */
  public record Options(double lr, double rho, double eps, double weightDecay, boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireBetween("rho", rho, 0, 1);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /** Another value of the decay of the averages. */
    public Options rho(double rho) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, rho, eps, weightDecay, maximize);
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

  /** PyTorch's defaults for all parameters. */
  public Adadelta(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public Adadelta(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Adadelta(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.ADADELTA;
  }
}
