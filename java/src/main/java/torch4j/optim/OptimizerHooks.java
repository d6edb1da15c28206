package torch4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * The hooks of one optimizer and, in static fields, of all optimizers, in the order in which they
 * were registered.
 *
 * @param <O> the options of a parameter group
 */
final class OptimizerHooks<O extends OptimizerOptions<O>> {
  private static final List<Consumer<Optimizer<?>>> GLOBAL_STEP_PRE = new CopyOnWriteArrayList<>();
  private static final List<Consumer<Optimizer<?>>> GLOBAL_STEP_POST = new CopyOnWriteArrayList<>();

  final List<Consumer<Optimizer<O>>> stepPre = new ArrayList<>();
  final List<Consumer<Optimizer<O>>> stepPost = new ArrayList<>();
  final List<Consumer<Optimizer<O>>> stateDictPre = new ArrayList<>();
  final List<BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>>> stateDictPost =
      new ArrayList<>();
  final List<BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>>> loadStateDictPre =
      new ArrayList<>();
  final List<Consumer<Optimizer<O>>> loadStateDictPost = new ArrayList<>();

  static RemovableHandle addGlobalStepPre(Consumer<Optimizer<?>> hook) {
    return add(GLOBAL_STEP_PRE, hook);
  }

  static RemovableHandle addGlobalStepPost(Consumer<Optimizer<?>> hook) {
    return add(GLOBAL_STEP_POST, hook);
  }

  static <H> RemovableHandle add(List<H> hooks, H hook) {
    Require.nonNull(hook, "hook", "a hook");
    hooks.add(hook);
    return new RemovableHandle(() -> removeOne(hooks, hook));
  }

  // List.remove would compare by equals.
  private static <H> void removeOne(List<H> hooks, H hook) {
    for (int i = 0; i < hooks.size(); i++) {
      if (hooks.get(i) == hook) {
        hooks.remove(i);
        return;
      }
    }
  }

  /** Whether there are hooks that are called before or after a step. */
  boolean hasStepHooks() {
    return !(stepPre.isEmpty()
        && stepPost.isEmpty()
        && GLOBAL_STEP_PRE.isEmpty()
        && GLOBAL_STEP_POST.isEmpty());
  }

  /** Calls the pre-hooks, the step and the post-hooks. */
  Tensor callAround(Optimizer<O> optimizer, Supplier<Tensor> step) {
    GLOBAL_STEP_PRE.forEach(hook -> hook.accept(optimizer));
    call(stepPre, optimizer);
    Tensor loss = step.get();
    call(stepPost, optimizer);
    GLOBAL_STEP_POST.forEach(hook -> hook.accept(optimizer));
    return loss;
  }

  /** Calls the hooks; a hook may remove itself. */
  void call(List<Consumer<Optimizer<O>>> hooks, Optimizer<O> optimizer) {
    List.copyOf(hooks).forEach(hook -> hook.accept(optimizer));
  }

  /**
   * Calls the hooks with a state dict, each with the result of the one before; a null result keeps
   * the state dict.
   */
  Map<String, Object> callWithStateDict(
      List<BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>>> hooks,
      Optimizer<O> optimizer,
      Map<String, Object> stateDict) {
    Map<String, Object> current = stateDict;
    for (var hook : List.copyOf(hooks)) {
      Map<String, Object> changed = hook.apply(optimizer, current);
      current = changed == null ? current : changed;
    }
    return current;
  }
}
