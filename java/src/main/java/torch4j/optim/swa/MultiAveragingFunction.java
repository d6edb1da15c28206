package torch4j.optim.swa;

import java.util.List;
import torch4j.Tensor;

/**
 * The averaging function of all parameters of one device and dtype: Python's {@code multi_avg_fn}.
 */
@FunctionalInterface
public interface MultiAveragingFunction {
  /**
   * Updates the averages in place.
   *
   * @param averaged the current averages, which are updated
   * @param current the parameters of the model
   * @param count the number of models already averaged
   */
  void average(List<Tensor> averaged, List<Tensor> current, long count);

  /** The equal average of all models. Same as {@code get_swa_multi_avg_fn()}. */
  static MultiAveragingFunction swa() {
    return (averaged, current, count) -> {
      // Python divides in float32 here, for every dtype of the parameters.
      double weight = 1f / (float) (count + 1);
      for (int i = 0; i < averaged.size(); i++) {
        averaged.get(i).lerp_(current.get(i), weight);
      }
    };
  }

  /**
   * The exponential moving average. Same as {@code get_ema_multi_avg_fn(decay)}.
   *
   * @throws IllegalArgumentException if the decay is not between 0 and 1
   */
  static MultiAveragingFunction ema(double decay) {
    requireDecay(decay);
    return (averaged, current, count) -> {
      for (int i = 0; i < averaged.size(); i++) {
        emaUpdate(averaged.get(i), current.get(i), decay);
      }
    };
  }

  private static void emaUpdate(Tensor averaged, Tensor current, double decay) {
    if (averaged.isFloatingPoint() || averaged.isComplex()) {
      averaged.lerp_(current, 1 - decay);
    } else {
      averaged.copy_(averaged.mul(decay).add(current.mul(1 - decay)));
    }
  }

  /**
   * Returns the decay if it is between 0 and 1.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double requireDecay(double decay) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException("decay: got " + decay + ", expected 0 <= decay <= 1");
    }
    return decay;
  }
}
