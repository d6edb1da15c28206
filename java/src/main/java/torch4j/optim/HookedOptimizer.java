package torch4j.optim;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import torch4j.RemovableHandle;

/**
 * The part of {@link Optimizer} that registers hooks.
 *
 * @param <O> the options of a group
 */
abstract sealed class HookedOptimizer<O extends OptimizerOptions<O>> permits Optimizer {
  private OptimizerHooks<O> hooks = new OptimizerHooks<>();

  HookedOptimizer() {}

  /**
   * Runs a hook before each step. Same as {@code register_step_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStepPreHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.beforeStep, hook);
  }

  /**
   * Runs a hook after each step. Same as {@code register_step_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStepPostHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.afterStep, hook);
  }

  /**
   * Runs a hook before each step of any optimizer. Same as {@code
   * torch.optim.optimizer.register_optimizer_step_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public static RemovableHandle registerOptimizerStepPreHook(Consumer<Optimizer<?>> hook) {
    return OptimizerHooks.addBeforeAny(hook);
  }

  /**
   * Runs a hook after each step of any optimizer. Same as {@code
   * torch.optim.optimizer.register_optimizer_step_post_hook}.
   *
   * @return a handle to remove it with
   */
  public static RemovableHandle registerOptimizerStepPostHook(Consumer<Optimizer<?>> hook) {
    return OptimizerHooks.addAfterAny(hook);
  }

  /** Whether a hook is called around this optimizer's steps, one of all optimizers' included. */
  public final boolean hasStepHooks() {
    return hooks.surroundSteps();
  }

  /**
   * Runs a hook before each {@link Optimizer#stateDict()}. Same as {@code
   * register_state_dict_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStateDictPreHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.beforeSave, hook);
  }

  /**
   * Runs a hook after each {@link Optimizer#stateDict()}, which may change the state dict or return
   * another one; null keeps it. Same as {@code register_state_dict_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStateDictPostHook(
      BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>> hook) {
    return OptimizerHooks.add(hooks.afterSave, hook);
  }

  /**
   * Runs a hook before each {@link Optimizer#loadStateDict}, on a copy of the map, which it may
   * change, or return another one; null keeps it. Same as {@code
   * register_load_state_dict_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerLoadStateDictPreHook(
      BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>> hook) {
    return OptimizerHooks.add(hooks.beforeLoad, hook);
  }

  /**
   * Runs a hook after each {@link Optimizer#loadStateDict}. Same as {@code
   * register_load_state_dict_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerLoadStateDictPostHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.afterLoad, hook);
  }

  final OptimizerHooks<O> hooks() {
    return hooks;
  }

  /** Lets go of all hooks of this optimizer's own, in a copy. */
  final void forgetHooks() {
    hooks = new OptimizerHooks<>();
  }
}
