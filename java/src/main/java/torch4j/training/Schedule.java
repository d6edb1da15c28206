package torch4j.training;

import torch4j.internal.Require;
import torch4j.optim.lr.LRScheduler;
import torch4j.optim.lr.ReduceLROnPlateau;

/**
 * A learning rate scheduler, and when it steps. It steps only if its optimizer did since it stepped
 * last, so neither accumulation nor a skipped step of the gradient scaler moves it.
 *
 * @param scheduler the scheduler
 * @param interval whether it steps after each optimizer step or after each epoch
 * @param monitor the value it is given, for a {@link ReduceLROnPlateau}; null for others
 */
public record Schedule(LRScheduler scheduler, Interval interval, String monitor) {
  /** When a scheduler steps. */
  public enum Interval {
    /** After each optimizer step. */
    STEP,
    /** After each epoch. */
    EPOCH
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a {@link ReduceLROnPlateau} has nothing to monitor, or
   *     another scheduler has
   */
  public Schedule {
    Require.nonNull(scheduler, "scheduler", "a scheduler");
    Require.nonNull(interval, "interval", "an interval");
    if (scheduler instanceof ReduceLROnPlateau != (monitor != null)) {
      throw new IllegalArgumentException(
          "monitor: got "
              + monitor
              + " for a "
              + scheduler.getClass().getSimpleName()
              + ", expected "
              + (monitor == null ? "the name of a value; see Schedule.onMetric" : "none"));
    }
  }

  /** A scheduler that steps after each optimizer step. */
  public static Schedule perStep(LRScheduler scheduler) {
    return new Schedule(scheduler, Interval.STEP, null);
  }

  /** A scheduler that steps after each epoch. */
  public static Schedule perEpoch(LRScheduler scheduler) {
    return new Schedule(scheduler, Interval.EPOCH, null);
  }

  /** A scheduler that steps after each epoch by a value, such as {@code val_loss}. */
  public static Schedule onMetric(ReduceLROnPlateau scheduler, String monitor) {
    return new Schedule(
        scheduler, Interval.EPOCH, Require.nonNull(monitor, "monitor", "the name of a value"));
  }

  void step(TrainingContext context) {
    if (scheduler instanceof ReduceLROnPlateau plateau) {
      plateau.step(context.value(monitor));
    } else {
      scheduler.step();
    }
  }
}
