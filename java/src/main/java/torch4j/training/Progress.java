package torch4j.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** How far a training run is; all of it is in checkpoints. */
final class Progress {
  /** The epoch at hand. */
  int epoch;

  /** The batches of this epoch that are done. */
  long batch;

  /** Optimizer steps of the run, those that the gradient scaler skipped left out. */
  long step;

  /** Batches whose gradients wait for a step. */
  int window;

  /** The step at which the last validation was. */
  long validatedStep;

  /** The step at which this epoch began. */
  long epochBegan;

  /** How long this epoch took before it was resumed. */
  double seconds;

  Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("epoch", (long) epoch);
    state.put("batch", batch);
    state.put("step", step);
    state.put("window", (long) window);
    state.put("validated_step", validatedStep);
    state.put("epoch_began", epochBegan);
    state.put("seconds", seconds);
    return state;
  }

  void loadStateDict(Map<String, Object> state) {
    epoch = Math.toIntExact((Long) state.get("epoch"));
    batch = (Long) state.get("batch");
    step = (Long) state.get("step");
    window = Math.toIntExact((Long) state.get("window"));
    validatedStep = (Long) state.get("validated_step");
    epochBegan = (Long) state.get("epoch_began");
    seconds = (Double) state.get("seconds");
  }

  void nextEpoch() {
    epoch++;
    batch = 0;
    epochBegan = step;
    seconds = 0;
  }
}
