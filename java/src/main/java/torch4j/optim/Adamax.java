package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;
import static torch4j.optim.OptimizerOptions.requireFraction;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/** Adamax: a variant of Adam based on the infinity norm. Same as {@code torch.optim.Adamax}. */
public final class Adamax extends Optimizer<Adamax.Options> {
  /**
   * Options of {@code torch.optim.Adamax}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param beta1 the coefficient used for the running average of the gradient
   * @param beta2 the coefficient used for the running infinity norm of the gradient
   * @param eps the term added to the denominator for numerical stability
   * @param weightDecay the weight decay (L2 penalty)
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean maximize)
      implements AdamaxOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireFraction("beta2", beta2);
      requireAtLeast("eps", eps, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    /** Returns a copy with these betas, the coefficients of the running averages. */
    public Options betas(double beta1, double beta2) {
      return beta1(beta1).beta2(beta2);
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

  /** Optimizes these parameters with PyTorch's defaults. */
  public Adamax(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Adamax(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Adamax(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAMAX;
  }
}
