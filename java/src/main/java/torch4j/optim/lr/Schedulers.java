package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.optim.OptimizerOptions;
import torch4j.optim.ParamGroup;

/** The schedules that another schedule is made of. */
record Schedulers(List<LRScheduler> list) {
  /**
   * Checks them and keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there is none, one needs a metric, or one belongs to
   *     another optimizer
   */
  static Schedulers of(List<? extends LRScheduler> schedulers, Optimizer<?> optimizer) {
    requireNonEmpty(schedulers);
    for (int i = 0; i < schedulers.size(); i++) {
      String name = "schedulers[" + i + "]";
      Objects.requireNonNull(schedulers.get(i), name);
      if (schedulers.get(i) instanceof ReduceLROnPlateau) {
        throw new IllegalArgumentException(
            name + ": got a ReduceLROnPlateau, expected a schedule that needs no metric");
      }
      if (schedulers.get(i).optimizer() != optimizer) {
        throw new IllegalArgumentException(
            name + ": got a schedule of another optimizer, expected one optimizer for all");
      }
    }
    return new Schedulers(List.copyOf(schedulers));
  }

  static <T extends LRScheduler> List<T> requireNonEmpty(List<T> schedulers) {
    if (Objects.requireNonNull(schedulers, "schedulers").isEmpty()) {
      throw new IllegalArgumentException(
          "schedulers: got an empty list, expected at least one schedule");
    }
    return schedulers;
  }

  /** Steps all of them, or changes nothing and throws. */
  void step() {
    Map<LRScheduler, Map<String, Object>> before = new LinkedHashMap<>();
    List<Runnable> restore = groupValues(list.get(0).optimizer());
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

  // What gives the groups the options back that they have now.
  private static List<Runnable> groupValues(Optimizer<?> optimizer) {
    List<Runnable> restore = new ArrayList<>();
    optimizer.paramGroups().forEach(group -> restore.add(restoring(group)));
    return restore;
  }

  private static <O extends OptimizerOptions<O>> Runnable restoring(ParamGroup<O> group) {
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
    List<?> states = state.list("_schedulers");
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
