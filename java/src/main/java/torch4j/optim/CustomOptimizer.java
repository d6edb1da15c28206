package torch4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/**
 * The base of optimizers that users write. Same as subclassing {@code torch.optim.Optimizer}. A
 * subclass has its options in a record and says how one group is updated; groups, hooks, state
 * dicts, copies, schedules and gradient scaling come with this class.
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
 * <p>A state dict has the options under Python's names: {@code weightDecay} as {@code
 * weight_decay}, {@code beta1} and {@code beta2} together as {@code betas}. Components of the
 * record are of the types double, int, long, boolean, String and enums.
 *
 * @param <O> the options of a group, a record
 */
public abstract non-sealed class CustomOptimizer<O extends OptimizerOptions<O>>
    extends Optimizer<O> {
  private Map<ParamGroups.Place, ParameterState> states;

  /**
   * The same options for all parameters.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice, one is not a leaf,
   *     or the options are no record or not {@linkplain OptimizerOptions#requireInitial valid}
   */
  protected CustomOptimizer(List<Tensor> params, O options) {
    super(requireRecord(options), Params.all(params));
  }

  /**
   * Groups with options of their own over common ones.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice, one is not a leaf,
   *     or the options are no record or not {@linkplain OptimizerOptions#requireInitial valid}
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
   * Updates the parameters of a group that have a gradient. Called for each group, in no-grad mode
   * and in a scope that is closed afterwards: what is to be kept goes into {@link #state}.
   */
  protected abstract void step(ParamGroup<O> group);

  /**
   * Steps with a closure: calls it once, with gradients on, and then updates the groups. An
   * optimizer that needs the loss more than once overrides this, and calls {@link #stepGroups()}
   * for an update.
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
   * What this optimizer keeps for a parameter, to be read and changed. Same as {@code
   * self.state[param]}; empty at first.
   *
   * @throws IllegalArgumentException if it is not a parameter of this optimizer
   * @throws IllegalStateException if the tensor is closed
   */
  @Override
  public final ParameterState state(Tensor param) {
    return states.computeIfAbsent(groups().find(param), place -> new ParameterState());
  }

  @Override
  final void initialize() {
    super.initialize();
    states = new LinkedHashMap<>();
  }

  @Override
  final boolean scalesInStep() {
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
  final Map<String, Object> stateOf(ParamGroups.Place place) {
    ParameterState state = states.get(place);
    return state == null ? Map.of() : state.handles();
  }

  @Override
  final Runnable loading(ParamGroups.Place place, Map<?, ?> saved) {
    ParameterState loaded = ParameterState.load(groups().param(place), saved);
    return () -> states.put(place, loaded);
  }

  @Override
  final Algorithm algorithm() {
    return Algorithm.CUSTOM;
  }
}
