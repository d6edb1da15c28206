package torch4j.optim;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import torch4j.RemovableHandle;

/**
 * The part of {@link Optimizer} that registers its hooks.
 *
 * @param <O> the options of a parameter group
 */
abstract sealed class HookedOptimizer<O extends OptimizerOptions<O>> permits Optimizer {
  private OptimizerHooks<O> hooks = new OptimizerHooks<>();

  HookedOptimizer() {}

  /**
   * Registers a hook that is called before each step. Same as {@code register_step_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStepPreHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.stepPre, hook);
  }

  /**
   * Registers a hook that is called after each step. Same as {@code register_step_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStepPostHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.stepPost, hook);
  }

  /**
   * Registers a hook that is called before each step of every optimizer. Same as {@code
   * torch.optim.optimizer.register_optimizer_step_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public static RemovableHandle registerOptimizerStepPreHook(Consumer<Optimizer<?>> hook) {
    return OptimizerHooks.addGlobalStepPre(hook);
  }

  /**
   * Registers a hook that is called after each step of every optimizer. Same as {@code
   * torch.optim.optimizer.register_optimizer_step_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public static RemovableHandle registerOptimizerStepPostHook(Consumer<Optimizer<?>> hook) {
    return OptimizerHooks.addGlobalStepPost(hook);
  }

  /** Whether there are step pre-hooks or post-hooks, including those of all optimizers. */
  public final boolean hasStepHooks() {
    return hooks.hasStepHooks();
  }

  /**
   * Registers a hook that is called before each {@link Optimizer#stateDict()}. Same as {@code
   * register_state_dict_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStateDictPreHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.stateDictPre, hook);
  }

  /**
   * Registers a hook that is called after each {@link Optimizer#stateDict()}. It may modify the
   * state dict in place, or return another one; null keeps it. Same as {@code
   * register_state_dict_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStateDictPostHook(
      BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>> hook) {
    return OptimizerHooks.add(hooks.stateDictPost, hook);
  }

  /**
   * Registers a hook that is called before each {@link Optimizer#loadStateDict}, with a shallow
   * copy of the state dict. It may modify the copy in place, or return another one; null keeps it.
   * Same as {@code register_load_state_dict_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerLoadStateDictPreHook(
      BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>> hook) {
    return OptimizerHooks.add(hooks.loadStateDictPre, hook);
  }

  /**
   * Registers a hook that is called after each {@link Optimizer#loadStateDict}. Same as {@code
   * register_load_state_dict_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerLoadStateDictPostHook(Consumer<Optimizer<O>> hook) {
    return OptimizerHooks.add(hooks.loadStateDictPost, hook);
  }

  final OptimizerHooks<O> hooks() {
    return hooks;
  }

  /** Removes this optimizer's hooks, after it has been cloned. */
  final void clearHooks() {
    hooks = new OptimizerHooks<>();
  }
}
