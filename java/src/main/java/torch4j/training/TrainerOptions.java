package torch4j.training;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import torch4j.Device;
import torch4j.internal.Require;
import torch4j.processor.Withers;
import torch4j.training.metrics.Metric;

/**
 * How a {@link Trainer} trains.
 *
 * @param maxEpochs the number of epochs, those before a resume included
 * @param maxSteps the largest number of optimizer steps; empty for no limit
 * @param maxTime the longest time of training; null for no limit. The batch at hand is finished
 * @param precision the precision of the forward pass
 * @param accumulate over how many batches gradients are accumulated before an optimizer step. An
 *     epoch's last window is scaled by its own length
 * @param clipNorm the largest total norm of the gradients of an optimizer; empty for no clipping
 * @param clipValue the largest absolute value of a gradient; empty for no clipping
 * @param schedules learning rate schedulers, and when they step
 * @param metrics metrics of training and validation: {@code train_accuracy}, {@code val_accuracy}
 * @param callbacks what watches, saves and stops, in the order in which it is called
 * @param validateEveryEpochs after how many epochs there is a validation
 * @param validateEverySteps after how many optimizer steps there is a validation, beside that of
 *     the epochs; empty for none
 * @param device where model and batches are moved; null for CUDA if there is one, else the CPU
 * @param seed the seed of {@code Torch.manualSeed} before the first epoch; empty for none
 * @param overfitBatches trains and validates on the first batches only, the same in each epoch: a
 *     model that cannot learn them has a fault. 0 for all
 * @param dryRun whether one batch of each loader is tried, without any effect, before the first
 *     epoch
 * @param meanOfBatches whether {@code train_loss} and the like are plain means over the batches,
 *     instead of means over the samples
 */
@Withers
public record TrainerOptions(
    int maxEpochs,
    OptionalLong maxSteps,
    Duration maxTime,
    Precision precision,
    int accumulate,
    OptionalDouble clipNorm,
    OptionalDouble clipValue,
    List<Schedule> schedules,
    List<Metric> metrics,
    List<Callback> callbacks,
    int validateEveryEpochs,
    OptionalLong validateEverySteps,
    Device device,
    OptionalLong seed,
    int overfitBatches,
    boolean dryRun,
    boolean meanOfBatches)
    implements TrainerOptionsWithers {
  private static final TrainerOptions DEFAULTS =
      new TrainerOptions(
          10,
          OptionalLong.empty(),
          null,
          Precision.FULL,
          1,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          List.of(),
          List.of(),
          List.of(),
          1,
          OptionalLong.empty(),
          null,
          OptionalLong.empty(),
          0,
          false,
          false);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a number is too small, both ways of clipping are given, or
   *     a callback or scheduler is there twice
   */
  public TrainerOptions {
    requireAtLeast("maxEpochs", maxEpochs, 0);
    Require.nonNull(maxSteps, "maxSteps", "a number, or an empty OptionalLong");
    Require.nonNull(clipNorm, "clipNorm", "a number, or an empty OptionalDouble");
    Require.nonNull(clipValue, "clipValue", "a number, or an empty OptionalDouble");
    Require.nonNull(validateEverySteps, "validateEverySteps", "a number, or an empty OptionalLong");
    Require.nonNull(seed, "seed", "a seed, or an empty OptionalLong");
    requireAtLeast("maxSteps", maxSteps.orElse(0), 0);
    if (maxTime != null && maxTime.isNegative()) {
      throw new IllegalArgumentException("maxTime: got " + maxTime + ", expected none below 0");
    }
    Require.nonNull(precision, "precision", "a precision");
    requireAtLeast("accumulate", accumulate, 1);
    requirePositive("clipNorm", clipNorm);
    requirePositive("clipValue", clipValue);
    if (clipNorm.isPresent() && clipValue.isPresent()) {
      throw new IllegalArgumentException("clipValue: got clipNorm too, expected one of them");
    }
    schedules = List.copyOf(Require.noNulls(schedules, "schedules", "a schedule"));
    metrics = List.copyOf(Require.noNulls(metrics, "metrics", "a metric"));
    callbacks = List.copyOf(Require.noNulls(callbacks, "callbacks", "a callback"));
    requireOnce("callbacks", callbacks);
    requireOnce("schedules", schedules.stream().map(Schedule::scheduler).toList());
    requireAtLeast("validateEveryEpochs", validateEveryEpochs, 1);
    requireAtLeast("validateEverySteps", validateEverySteps.orElse(1), 1);
    requireAtLeast("overfitBatches", overfitBatches, 0);
  }

  /** The defaults: 10 epochs in full precision, no clipping, a validation after each epoch. */
  static TrainerOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a copy with these callbacks, in the order in which they are called. */
  public TrainerOptions callbacks(Callback... callbacks) {
    return callbacks(Arrays.asList(Require.nonNull(callbacks, "callbacks", "callbacks")));
  }

  /** Returns a copy with these metrics. */
  public TrainerOptions metrics(Metric... metrics) {
    return metrics(Arrays.asList(Require.nonNull(metrics, "metrics", "metrics")));
  }

  /** Returns a copy with these schedules. */
  public TrainerOptions schedules(Schedule... schedules) {
    return schedules(Arrays.asList(Require.nonNull(schedules, "schedules", "schedules")));
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= " + least);
    }
  }

  private static void requirePositive(String name, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0)) {
      throw new IllegalArgumentException(name + ": got " + value.getAsDouble() + ", expected > 0");
    }
  }

  private static void requireOnce(String name, List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (values.get(i) == values.get(j)) {
          throw new IllegalArgumentException(
              name
                  + ": got the same "
                  + values.get(i).getClass().getTypeName()
                  + " twice, expected each once");
        }
      }
    }
  }
}
