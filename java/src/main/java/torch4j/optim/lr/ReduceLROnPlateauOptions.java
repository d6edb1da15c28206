package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.optim.lr_scheduler.ReduceLROnPlateau}; {@link
 * ReduceLROnPlateau#options()} returns the defaults.
 *
 * @param mode whether the learning rate is reduced when the metric has stopped decreasing (min) or
 *     increasing (max)
 * @param factor the factor by which the learning rate is reduced
 * @param patience the number of epochs with no improvement after which the learning rate is reduced
 * @param threshold the threshold for measuring the new optimum, to focus only on significant
 *     changes
 * @param thresholdMode whether the threshold is relative to the best metric (rel) or absolute (abs)
 * @param cooldown the number of epochs to wait after a reduction before resuming normal operation
 * @param minLr a lower bound on the learning rates, one for all parameter groups or one for each
 * @param eps the minimal decay applied to the learning rate; a smaller update is ignored
 */
@Withers
public record ReduceLROnPlateauOptions(
    ReduceLROnPlateau.Mode mode,
    double factor,
    int patience,
    double threshold,
    ReduceLROnPlateau.ThresholdMode thresholdMode,
    int cooldown,
    List<Double> minLr,
    double eps)
    implements ReduceLROnPlateauOptionsWithers {
  static final ReduceLROnPlateauOptions DEFAULT =
      new ReduceLROnPlateauOptions(
          ReduceLROnPlateau.Mode.MIN,
          0.1,
          10,
          1e-4,
          ReduceLROnPlateau.ThresholdMode.REL,
          0,
          List.of(0.0),
          1e-8);

  /**
   * Checks the values as PyTorch does.
   *
   * @throws IllegalArgumentException if the factor is 1 or more
   */
  public ReduceLROnPlateauOptions {
    Require.nonNull(mode, "mode", "a mode");
    Require.nonNull(thresholdMode, "thresholdMode", "a threshold mode");
    if (!(factor < 1)) {
      throw new IllegalArgumentException("factor: got " + factor + ", expected < 1");
    }
    minLr = List.copyOf(Require.noNulls(minLr, "minLr", "a number"));
  }

  /** Returns a copy with one lower bound for all parameter groups. */
  public ReduceLROnPlateauOptions minLr(double minLr) {
    return minLr(List.of(minLr));
  }
}
