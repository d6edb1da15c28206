package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.optim.OptimizerOptions;
import torch4j.optim.ParamGroup;

/** The schedulers that a SequentialLR or ChainedScheduler consists of. */
record Schedulers(List<LRScheduler> list) {
  /**
   * Checks the schedulers and copies the list.
   *
   * @throws IllegalArgumentException if the list is empty, or a scheduler requires a metric or has
   *     another optimizer
   */
  static Schedulers of(List<? extends LRScheduler> schedulers, Optimizer<?> optimizer) {
    requireNonEmpty(schedulers);
    for (int i = 0; i < schedulers.size(); i++) {
      String name = "schedulers[" + i + "]";
      if (schedulers.get(i) instanceof ReduceLROnPlateau) {
        throw new IllegalArgumentException(
            name + ": got a ReduceLROnPlateau, expected a scheduler whose step() needs no metric");
      }
      if (schedulers.get(i).optimizer() != optimizer) {
        throw new IllegalArgumentException(
            name + ": got a scheduler of another optimizer, expected the same optimizer for all");
      }
    }
    return new Schedulers(List.copyOf(schedulers));
  }

  static <T extends LRScheduler> List<T> requireNonEmpty(List<T> schedulers) {
    if (Require.noNulls(schedulers, "schedulers", "a scheduler").isEmpty()) {
      throw new IllegalArgumentException(
          "schedulers: got an empty list, expected at least one scheduler");
    }
    return schedulers;
  }

  /** Steps all schedulers; if one throws, nothing is changed. */
  void step() {
    Map<LRScheduler, Map<String, Object>> before = new LinkedHashMap<>();
    List<Runnable> restore = restoreActions(list.get(0).optimizer());
    try {
      for (LRScheduler scheduler : list) {
        before.put(scheduler, scheduler.stateDict());
        scheduler.step();
      }
    } catch (RuntimeException e) {
      before.forEach(LRScheduler::loadStateDict);
      restore.forEach(Runnable::run);
      throw e;
    }
  }

  // Actions that restore the current options of the groups.
  private static List<Runnable> restoreActions(Optimizer<?> optimizer) {
    List<Runnable> restore = new ArrayList<>();
    optimizer.paramGroups().forEach(group -> restore.add(restoreAction(group)));
    return restore;
  }

  private static <O extends OptimizerOptions<O>> Runnable restoreAction(ParamGroup<O> group) {
    O options = group.options();
    return () -> group.options(options);
  }

  void undo() {
    list.forEach(LRScheduler::undo);
  }

  void save(SchedulerState state) {
    state.put("_schedulers", list.stream().map(LRScheduler::stateDict).toList());
  }

  void load(SchedulerState state) {
    List<?> states = state.getList("_schedulers");
    if (states.size() != list.size()) {
      throw new IllegalArgumentException(
          "_schedulers: got " + states.size() + " states, expected " + list.size());
    }
    for (int i = 0; i < list.size(); i++) {
      Map<String, Object> own = SchedulerState.of("_schedulers", states.get(i)).toMap();
      list.get(i).loadStateDict(own);
    }
  }
}
