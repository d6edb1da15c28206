package torch4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The base class of user-defined optimizers. Same as subclassing {@code torch.optim.Optimizer}. A
 * subclass declares its options as a record and implements the update of one parameter group.
 * Parameter groups, hooks, state dicts, copies, learning rate schedulers and gradient scaling work
 * as for the other optimizers.
 *
 * <pre>{@code
 * public final class Lion extends CustomOptimizer<Lion.Options> {
 *   public record Options(double lr, double beta1, double beta2) implements OptimizerOptions<Options> {
 *     public Options lr(double lr) {
 *       return new Options(lr, beta1, beta2);
 *     }
 *   }
 *
 *   public Lion(List<Tensor> params, Options options) {
 *     super(params, options);
 *   }
 *
 *   protected void step(ParamGroup<Options> group) {
 *     Options o = group.options();
 *     for (Tensor param : group.params()) {
 *       Tensor grad = param.grad();
 *       if (grad.defined()) {
 *         Tensor average = state(param).tensor("exp_avg", () -> torch.zeros_like(param));
 *         Tensor update = average.mul(new Scalar(o.beta1())).add(grad, new Scalar(1 - o.beta1()));
 *         param.add_(update.sign_(), new Scalar(-o.lr()));
 *         average.mul_(new Scalar(o.beta2())).add_(grad, new Scalar(1 - o.beta2()));
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The state dict contains the options under Python's names: {@code weightDecay} as {@code
 * weight_decay}, {@code beta1} and {@code beta2} together as {@code betas}. The components of the
 * record have the types double, int, long, boolean, String or an enum.
 *
 * @param <O> the options of a parameter group, a record
 */
public abstract non-sealed class CustomOptimizer<O extends OptimizerOptions<O>>
    extends Optimizer<O> {
  private Map<ParamGroups.Position, ParameterState> states;

  /**
   * Uses the same options for all parameters.
   *
   * @throws IllegalArgumentException if there are no parameters, a parameter appears twice or is
   *     not a leaf tensor, or the options are not a record or not {@linkplain
   *     OptimizerOptions#requireInitial valid}
   */
  protected CustomOptimizer(List<Tensor> params, O options) {
    super(requireRecord(options), Params.all(params));
  }

  /**
   * Uses parameter groups, whose own options override the given ones.
   *
   * @throws IllegalArgumentException if there are no parameters, a parameter appears twice or is
   *     not a leaf tensor, or the options are not a record or not {@linkplain
   *     OptimizerOptions#requireInitial valid}
   */
  @SafeVarargs
  protected CustomOptimizer(O options, Params<O>... groups) {
    super(requireRecord(options), Params.list(groups));
  }

  private static <O> O requireRecord(O options) {
    if (options != null && !options.getClass().isRecord()) {
      throw new IllegalArgumentException(
          "options: got a " + options.getClass().getName() + ", expected a record");
    }
    return options;
  }

  /**
   * Updates the parameters of a group that have a gradient. Called once per step for each group, in
   * no-grad mode and in a scope that is closed afterwards; tensors that are needed in the next step
   * belong into {@link #state}.
   */
  protected abstract void step(ParamGroup<O> group);

  /**
   * Performs a step with a closure: calls it once, with gradients enabled, and then updates the
   * groups. An optimizer that evaluates the loss several times overrides this method and calls
   * {@link #stepGroups()} for each update.
   *
   * @return the loss that {@link #step(Supplier)} returns
   */
  protected Tensor stepWithClosure(Supplier<Tensor> closure) {
    return super.update(closure);
  }

  /** Updates all groups once. */
  protected final void stepGroups() {
    for (ParamGroup<O> group : paramGroups()) {
      try (var noGrad = Torch.noGrad();
          var scope = Torch.scope()) {
        step(group);
      }
    }
  }

  /**
   * The state of a parameter, which can be read and modified. Same as {@code self.state[param]};
   * empty before the first step.
   *
   * @throws IllegalArgumentException if it is not a parameter of this optimizer
   * @throws IllegalStateException if the tensor is closed
   */
  @Override
  public final ParameterState state(Tensor param) {
    return states.computeIfAbsent(groups().find(param), position -> new ParameterState());
  }

  @Override
  final void initialize() {
    super.initialize();
    states = new LinkedHashMap<>();
  }

  @Override
  final boolean supportsScaledStep() {
    return false;
  }

  @Override
  final void update() {
    stepGroups();
  }

  @Override
  final Tensor update(Supplier<Tensor> closure) {
    return stepWithClosure(closure);
  }

  @Override
  final Map<String, Object> stateOf(ParamGroups.Position position) {
    ParameterState state = states.get(position);
    return state == null ? Map.of() : state.handles();
  }

  @Override
  final Runnable prepareLoad(ParamGroups.Position position, Map<?, ?> saved) {
    ParameterState loaded = ParameterState.load(groups().param(position), saved);
    return () -> states.put(position, loaded);
  }

  @Override
  final UpdateRule updateRule() {
    return UpdateRule.CUSTOM;
  }
}
