package torch4j.optim.lr;

import java.util.List;
import java.util.Map;
import torch4j.optim.Optimizer;

/** The schedules that another schedule is made of. */
record Schedulers(List<LRScheduler> list) {
  /**
   * Checks them and keeps a copy of the list.
   *
   * @throws IllegalArgumentException if there is none, one needs a metric, or one belongs to
   *     another optimizer
   */
  static Schedulers of(List<? extends LRScheduler> schedulers, Optimizer<?> optimizer) {
    for (int i = 0; i < schedulers.size(); i++) {
      String name = "schedulers[" + i + "]";
      if (schedulers.get(i) instanceof ReduceLROnPlateau) {
        throw new IllegalArgumentException(
            name + ": got a ReduceLROnPlateau, expected a schedule that needs no metric");
      }
      if (schedulers.get(i).optimizer() != optimizer) {
        throw new IllegalArgumentException(
            name + ": got a schedule of another optimizer, expected one optimizer for all");
      }
    }
    return new Schedulers(List.copyOf(requireSome(schedulers)));
  }

  static <T extends LRScheduler> List<T> requireSome(List<T> schedulers) {
    if (schedulers.isEmpty()) {
      throw new IllegalArgumentException(
          "schedulers: got an empty list, expected at least one schedule");
    }
    return schedulers;
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
