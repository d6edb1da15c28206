package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.processor.Withers;

/**
 * Adagrad: adapts the learning rates by the sums of squared gradients. Same as {@code
 * torch.optim.Adagrad} with {@code fused=True}; it also supports sparse gradients, as Python's
 * default implementation does.
 */
public final class Adagrad extends Optimizer<Adagrad.Options> {
  /**
   * Options of {@code torch.optim.Adagrad}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param lrDecay the learning rate decay
   * @param weightDecay the weight decay (L2 penalty)
   * @param initialAccumulatorValue the initial value of the sum of squared gradients
   * @param eps the term added to the denominator for numerical stability
   * @param maximize whether to maximize the objective with respect to the parameters, instead of
   *     minimizing it
   */
  @Withers
  public record Options(
      double lr,
      double lrDecay,
      double weightDecay,
      double initialAccumulatorValue,
      double eps,
      boolean maximize)
      implements AdagradOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lrDecay", lrDecay, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      requireAtLeast("initialAccumulatorValue", initialAccumulatorValue, 0);
      requireAtLeast("eps", eps, 0);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {
        lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize ? 1 : 0
      };
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, 0, 0, 0, 1e-10, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public Adagrad(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Adagrad(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Adagrad(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  // Python initializes the state in the constructor.
  @Override
  Map<String, Object> stateOf(ParamGroups.Position position) {
    Map<String, Object> state = super.stateOf(position);
    return state.isEmpty() ? initialState(position) : state;
  }

  private Map<String, Object> initialState(ParamGroups.Position position) {
    double value = paramGroups().get(position.group()).options().initialAccumulatorValue();
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      Tensor sum = Torch.zerosLike(groups().param(position));
      (sum.isComplex() ? Torch.viewAsReal(sum) : sum).fill_(value);
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("step", scope.keep(Torch.zeros(new long[0])));
      state.put("sum", scope.keep(sum));
      return state;
    }
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAGRAD;
  }
}
