package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;

/**
 * Adagrad: gradients divided by the root of the sum of their squares. Same as {@code
 * torch.optim.Adagrad} with {@code fused=True}, but takes sparse gradients as well, which there
 * only the default does.
 */
public final class Adagrad extends Optimizer<Adagrad.Options> {
  /**
   * What {@code torch.optim.Adagrad} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param lrDecay how fast the learning rate falls
   * @param weightDecay the L2 penalty
   * @param initialAccumulatorValue what the sum begins with
   * @param eps added to the denominator
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double lrDecay,
      double weightDecay,
      double initialAccumulatorValue,
      double eps,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireAtLeast("lrDecay", lrDecay, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      requireAtLeast("initialAccumulatorValue", initialAccumulatorValue, 0);
      requireAtLeast("eps", eps, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** Another value for how fast the learning rate falls. */
    public Options lrDecay(double lrDecay) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** Another value of the L2 penalty. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** Another value for what the sum begins with. */
    public Options initialAccumulatorValue(double initialAccumulatorValue) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** Another value for added to the denominator. */
    public Options eps(double eps) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** Sets whether to climb. */
    public Options maximize(boolean maximize) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
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

  /** PyTorch's defaults for all parameters. */
  public Adagrad(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public Adagrad(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Adagrad(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  // Python has a state from the beginning.
  @Override
  Map<String, Object> stateOf(int group, int param) {
    Map<String, Object> state = super.stateOf(group, param);
    return state.isEmpty() ? initialState(paramGroups().get(group), param) : state;
  }

  private static Map<String, Object> initialState(ParamGroup<Options> group, int param) {
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      var value = new Scalar(group.options().initialAccumulatorValue());
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("step", scope.keep(torch.zeros(new long[0])));
      state.put("sum", scope.keep(torch.full_like(group.params().get(param), value)));
      return state;
    }
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.ADAGRAD;
  }
}
