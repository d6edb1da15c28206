package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAbove;
import static torch4j.optim.OptimizerOptions.requireFraction;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam for sparse gradients: only the rows that a gradient names are updated. Same as {@code
 * torch.optim.SparseAdam}.
 */
public final class SparseAdam extends Optimizer<SparseAdam.Options> {
  /**
   * What {@code torch.optim.SparseAdam} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param beta1 the decay of the gradient's average
   * @param beta2 the decay of the second average
   * @param eps added to the denominator
   * @param maximize whether to climb
   */
  public record Options(double lr, double beta1, double beta2, double eps, boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAbove("lr", lr, 0);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireAbove("eps", eps, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, eps, maximize);
    }

    /** Other decays of the averages. */
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(lr, beta1, beta2, eps, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, eps, maximize);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, beta1, beta2, eps, maximize ? 1 : 0};
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
    return new Options(1e-3, 0.9, 0.999, 1e-8, false);
  }

  /** PyTorch's defaults for all parameters. */
  public SparseAdam(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public SparseAdam(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public SparseAdam(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  boolean countsInWholeNumbers() {
    return true;
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.SPARSE_ADAM;
  }
}
