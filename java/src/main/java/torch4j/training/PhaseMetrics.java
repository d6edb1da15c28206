package torch4j.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.training.metrics.Metric;

/** The metrics of one phase of one epoch: copies of those in the options. */
final class PhaseMetrics {
  private final List<Metric> metrics = new ArrayList<>();

  PhaseMetrics(List<Metric> prototypes) {
    prototypes.forEach(metric -> metrics.add(metric.copy()));
    reset();
  }

  /**
   * @throws IllegalStateException if there are metrics and the step gave nothing to compare
   */
  void update(StepResult result) {
    if (metrics.isEmpty()) {
      return;
    }
    if (result.predictions() == null || result.target() == null) {
      throw new IllegalStateException(
          "step: got no predictions and target, expected StepResult.of(loss, predictions, target)"
              + " for the metrics");
    }
    try (var noGrad = Torch.noGrad()) {
      metrics.forEach(metric -> metric.update(result.predictions().detach(), result.target()));
    }
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric.name(), metric.value()));
    return values;
  }

  void reset() {
    metrics.forEach(Metric::reset);
  }

  List<Object> stateDict() {
    List<Object> states = new ArrayList<>();
    metrics.forEach(metric -> states.add(metric.state()));
    return states;
  }

  @SuppressWarnings("unchecked") // what stateDict() wrote
  void loadStateDict(List<?> states) {
    for (int i = 0; i < metrics.size() && i < states.size(); i++) {
      metrics.get(i).loadState((Map<String, Tensor>) states.get(i));
    }
  }
}
