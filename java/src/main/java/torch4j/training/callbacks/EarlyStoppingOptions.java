package torch4j.training.callbacks;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link EarlyStopping}.
 *
 * @param patience after how many values without improvement training stops
 * @param minDelta by how much a value has to be better to be an improvement
 * @param restoreBestWeights whether the model gets the weights of its best value back when training
 *     ends, for whatever reason
 * @param mode whether smaller or larger values are better
 */
@Withers
public record EarlyStoppingOptions(
    int patience, double minDelta, boolean restoreBestWeights, Mode mode)
    implements EarlyStoppingOptionsWithers {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code patience} or {@code minDelta} is negative
   */
  public EarlyStoppingOptions {
    if (patience < 0) {
      throw new IllegalArgumentException("patience: got " + patience + ", expected >= 0");
    }
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException("minDelta: got " + minDelta + ", expected >= 0");
    }
    Require.nonNull(mode, "mode", "a mode");
  }
}
