package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import torch4j.Tensor;
import torch4j.processor.Withers;

/**
 * Adafactor: Adam-like updates whose second moments are factored into row and column statistics,
 * which saves memory. Same as {@code torch.optim.Adafactor}. A step synchronizes with the device.
 */
public final class Adafactor extends Optimizer<Adafactor.Options> {
  /**
   * Options of {@code torch.optim.Adafactor}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param beta2Decay the decay rate of beta2, the exponent of the running average of the squared
   *     gradient; at most 0
   * @param eps1 the term added to the denominator of the update for numerical stability; NaN for
   *     the epsilon of the parameter's dtype
   * @param eps2 the lower bound of a parameter's root mean square, which scales the learning rate
   * @param d the clipping threshold for the root mean square of an update
   * @param weightDecay the weight decay coefficient, decoupled as in AdamW
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr,
      double beta2Decay,
      double eps1,
      double eps2,
      double d,
      double weightDecay,
      boolean maximize)
      implements AdafactorOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      if (!(beta2Decay <= 0)) {
        throw new IllegalArgumentException("beta2Decay: got " + beta2Decay + ", expected <= 0");
      }
      if (!Double.isNaN(eps1)) {
        requireAtLeast("eps1", eps1, 0);
      }
      requireAtLeast("eps2", eps2, 0);
      requireAtLeast("d", d, 1);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    /** Returns a copy with this {@code eps1} and {@code eps2}. */
    public Options eps(double eps1, double eps2) {
      return eps1(eps1).eps2(eps2);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, beta2Decay, eps1, eps2, d, weightDecay, maximize ? 1 : 0};
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, -0.8, Double.NaN, 1e-3, 1, 0, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public Adafactor(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Adafactor(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Adafactor(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  // row_var is a mean over the columns, whose dimension has size 1 in it; col_var is one over the
  // rows.
  @Override
  long[] stateShape(String name, Tensor parameter) {
    long[] shape = super.stateShape(name, parameter);
    if (name.endsWith("_var") && shape.length >= 2) {
      shape[shape.length - (name.equals("row_var") ? 1 : 2)] = 1;
    }
    return shape;
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAFACTOR;
  }
}
