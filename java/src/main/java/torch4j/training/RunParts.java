package torch4j.training;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.Tensor;

/** What a run has in hand, beside model, optimizers and history, and has to have after a resume. */
record RunParts(
    TrainingContext context,
    Callbacks callbacks,
    Updates updates,
    EpochMeans means,
    PhaseMetrics metrics,
    Tensor epochRandom,
    Iterable<?> train,
    Iterable<?> validation) {
  Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("values", context.stateDict());
    state.put("callbacks", callbacks.stateDict());
    state.put("epoch_rng_state", epochRandom);
    state.put("means", means.stateDict());
    state.put("metrics", metrics.stateDict());
    state.put("train_loader", Batches.stateDict(train));
    state.put("validation_loader", validation == null ? Map.of() : Batches.stateDict(validation));
    return state;
  }
}
