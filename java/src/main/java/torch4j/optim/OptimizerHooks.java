package torch4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.RemovableHandle;

/**
 * One optimizer's hooks, in the order in which they were registered, beside those of all
 * optimizers.
 *
 * @param <O> the options of a group
 */
final class OptimizerHooks<O extends OptimizerOptions<O>> {
  private static final List<Consumer<Optimizer<?>>> BEFORE_ANY = new CopyOnWriteArrayList<>();
  private static final List<Consumer<Optimizer<?>>> AFTER_ANY = new CopyOnWriteArrayList<>();

  final List<Consumer<Optimizer<O>>> beforeStep = new ArrayList<>();
  final List<Consumer<Optimizer<O>>> afterStep = new ArrayList<>();
  final List<Consumer<Optimizer<O>>> beforeSave = new ArrayList<>();
  final List<BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>>> afterSave =
      new ArrayList<>();
  final List<BiFunction<Optimizer<O>, Map<String, Object>, Map<String, Object>>> beforeLoad =
      new ArrayList<>();
  final List<Consumer<Optimizer<O>>> afterLoad = new ArrayList<>();

  static RemovableHandle addBeforeAny(Consumer<Optimizer<?>> hook) {
    return add(BEFORE_ANY, hook);
  }

  static RemovableHandle addAfterAny(Consumer<Optimizer<?>> hook) {
    return add(AFTER_ANY, hook);
  }

  static <H> RemovableHandle add(List<H> hooks, H hook) {
    java.util.Objects.requireNonNull(hook, "hook");
    hooks.add(hook);
    return new RemovableHandle(() -> removeOne(hooks, hook));
  }

  // By identity: lists compare by equals.
  private static <H> void removeOne(List<H> hooks, H hook) {
    for (int i = 0; i < hooks.size(); i++) {
      if (hooks.get(i) == hook) {
        hooks.remove(i);
        return;
      }
    }
  }

  /** Whether any is called around a step. */
  boolean surroundSteps() {
    return !(beforeStep.isEmpty()
        && afterStep.isEmpty()
        && BEFORE_ANY.isEmpty()
        && AFTER_ANY.isEmpty());
  }

  /** Takes a step between the hooks. */
  Tensor around(Optimizer<O> optimizer, Supplier<Tensor> step) {
    BEFORE_ANY.forEach(hook -> hook.accept(optimizer));
    call(beforeStep, optimizer);
    Tensor loss = step.get();
    call(afterStep, optimizer);
    AFTER_ANY.forEach(hook -> hook.accept(optimizer));
    return loss;
  }

  /** Calls hooks, which may remove themselves. */
  void call(List<Consumer<Optimizer<O>>> hooks, Optimizer<O> optimizer) {
    List.copyOf(hooks).forEach(hook -> hook.accept(optimizer));
  }

  /** What hooks make of a state dict: the last result that is not null. */
  Map<String, Object> change(
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
