package torch4j.training;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;

/**
 * Means of values over an epoch, each batch weighted by its samples. Sums of values on a device
 * stay there until they are asked for.
 */
final class EpochMeans {
  private final boolean meanOfBatches;
  private final Map<String, Sum> sums = new LinkedHashMap<>();

  private static final class Sum {
    private double weights;
    private double host;
    private Tensor device;
  }

  /**
   * @param meanOfBatches whether all batches weigh the same
   */
  EpochMeans(boolean meanOfBatches) {
    this.meanOfBatches = meanOfBatches;
  }

  void add(String name, Tensor value, long samples) {
    Sum sum = sums.computeIfAbsent(name, key -> new Sum());
    double weight = meanOfBatches ? 1 : samples;
    sum.weights += weight;
    if (value.device().type().equals("cpu")) {
      sum.host += value.itemDouble() * weight;
    } else {
      addOnDevice(sum, value, weight);
    }
  }

  private static void addOnDevice(Sum sum, Tensor value, double weight) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor weighted = value.detach().to(DType.float64).mul(weight);
      if (sum.device == null) {
        sum.device = Unscoped.make(weighted::clone);
      } else {
        sum.device.add_(weighted);
      }
    }
  }

  /** The means by name. Synchronizes with the device, if there are values on one. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, total(sum) / sum.weights));
    return means;
  }

  private static double total(Sum sum) {
    return sum.device == null ? sum.host : sum.host + sum.device.itemDouble();
  }

  void clear() {
    sums.values().forEach(sum -> close(sum.device));
    sums.clear();
  }

  private static void close(Tensor tensor) {
    if (tensor != null) {
      tensor.close();
    }
  }

  Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    sums.forEach((name, sum) -> state.put(name, Map.of("sum", total(sum), "weights", sum.weights)));
    return state;
  }

  @SuppressWarnings("unchecked") // what stateDict() wrote
  void loadStateDict(Map<String, Object> state) {
    clear();
    state.forEach(
        (name, value) -> {
          var saved = (Map<String, Double>) value;
          var sum = new Sum();
          sum.host = saved.get("sum");
          sum.weights = saved.get("weights");
          sums.put(name, sum);
        });
  }
}
