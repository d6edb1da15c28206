package torch4j.training.callbacks;

import java.time.Duration;
import java.util.OptionalLong;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link ModelCheckpoint}.
 *
 * @param monitor the value by which the best are kept; null to keep the newest instead
 * @param mode whether smaller or larger values are better
 * @param saveTopK how many of the best, or without a monitor of the newest, are kept; -1 for all
 * @param saveLast whether {@code last.pt} is written with each, and where training is interrupted
 * @param everyEpochs after how many epochs one is saved
 * @param everySteps after how many optimizer steps one is saved, beside those of the epochs; empty
 *     for none
 * @param every after how much time one is saved; null for never
 * @param failOnError whether a file that cannot be written ends the training, instead of a warning
 */
@Withers
public record ModelCheckpointOptions(
    String monitor,
    Mode mode,
    int saveTopK,
    boolean saveLast,
    int everyEpochs,
    OptionalLong everySteps,
    Duration every,
    boolean failOnError)
    implements ModelCheckpointOptionsWithers {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code saveTopK} is 0 or below -1, or an interval is not
   *     positive
   */
  public ModelCheckpointOptions {
    Require.nonNull(mode, "mode", "a mode");
    if (saveTopK == 0 || saveTopK < -1) {
      throw new IllegalArgumentException(
          "saveTopK: got " + saveTopK + ", expected > 0, or -1 for all");
    }
    if (everyEpochs < 1) {
      throw new IllegalArgumentException("everyEpochs: got " + everyEpochs + ", expected >= 1");
    }
    Require.nonNull(everySteps, "everySteps", "a number, or an empty OptionalLong");
    if (everySteps.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "everySteps: got " + everySteps.getAsLong() + ", expected >= 1");
    }
    if (every != null && (every.isNegative() || every.isZero())) {
      throw new IllegalArgumentException("every: got " + every + ", expected > 0");
    }
  }
}
