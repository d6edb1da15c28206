package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A phase of the 1cycle policy: the step at which it ends, and the names of the entries of a
 * parameter group that hold its start and end values. Python's {@code _schedule_phases}.
 */
record OneCyclePhase(
    double endStep, String startLr, String endLr, String startMomentum, String endMomentum) {
  static List<OneCyclePhase> of(OneCycleLROptions options, int totalSteps) {
    double up = options.pctStart() * totalSteps - 1;
    double last = totalSteps - 1;
    var rise = new OneCyclePhase(up, "initial_lr", "max_lr", "max_momentum", "base_momentum");
    if (!options.threePhase()) {
      return List.of(
          rise, new OneCyclePhase(last, "max_lr", "min_lr", "base_momentum", "max_momentum"));
    }
    double down = 2 * options.pctStart() * totalSteps - 2;
    return List.of(
        rise,
        new OneCyclePhase(down, "max_lr", "initial_lr", "base_momentum", "max_momentum"),
        new OneCyclePhase(last, "initial_lr", "min_lr", "max_momentum", "max_momentum"));
  }

  Map<String, Object> toMap() {
    var state = new SchedulerState();
    state.put("end_step", endStep);
    state.put("start_lr", startLr);
    state.put("end_lr", endLr);
    state.put("start_momentum", startMomentum);
    state.put("end_momentum", endMomentum);
    return state.toMap();
  }

  static List<OneCyclePhase> load(SchedulerState state, List<OneCyclePhase> current) {
    if (!state.has("_schedule_phases")) {
      return current;
    }
    var phases = new ArrayList<OneCyclePhase>();
    for (Object item : state.getList("_schedule_phases")) {
      phases.add(of(SchedulerState.of("_schedule_phases", item)));
    }
    return List.copyOf(phases);
  }

  private static OneCyclePhase of(SchedulerState state) {
    return new OneCyclePhase(
        state.getDouble("end_step", Double.NaN),
        state.getString("start_lr"),
        state.getString("end_lr"),
        state.getString("start_momentum"),
        state.getString("end_momentum"));
  }
}
