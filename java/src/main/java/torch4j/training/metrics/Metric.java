package torch4j.training.metrics;

import java.util.Map;
import torch4j.Tensor;

/** A temporary. */
public interface Metric {
  String name();

  Metric copy();

  void update(Tensor predictions, Tensor target);

  double value();

  void reset();

  Map<String, Tensor> state();

  void loadState(Map<String, Tensor> state);
}
