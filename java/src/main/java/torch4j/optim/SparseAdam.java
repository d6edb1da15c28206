package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAbove;
import static torch4j.optim.OptimizerOptions.requireFraction;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * A masked version of Adam for sparse gradients: only the parts of a parameter and its moments that
 * appear in the gradient are updated. Same as {@code torch.optim.SparseAdam}.
 */
public final class SparseAdam extends Optimizer<SparseAdam.Options> {
  /**
   * Options of {@code torch.optim.SparseAdam}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param beta1 the coefficient used for the running average of the gradient
   * @param beta2 the coefficient used for the running average of the squared gradient
   * @param eps the term added to the denominator for numerical stability
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(double lr, double beta1, double beta2, double eps, boolean maximize)
      implements SparseAdamOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireFraction("beta2", beta2);
      requireAbove("eps", eps, 0);
    }

    @Override
    public void requireInitial() {
      requireAbove("lr", lr, 0);
      requireFraction("beta1", beta1);
    }

    /** Returns a copy with these betas, the coefficients of the running averages. */
    public Options betas(double beta1, double beta2) {
      return beta1(beta1).beta2(beta2);
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

  /** Optimizes these parameters with PyTorch's defaults. */
  public SparseAdam(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public SparseAdam(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public SparseAdam(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  void requireSupported(String name, Tensor param) {
    if (param.isSparse()) {
      throw new IllegalArgumentException(
          name
              + ": got sparse "
              + TensorDescription.of(param)
              + ", expected a dense tensor; SparseAdam requires dense parameter tensors");
    }
    if (param.isComplex()) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(param)
              + ", expected real numbers; SparseAdam does not support complex parameters");
    }
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.SPARSE_ADAM;
  }
}
