package torch4j.optim.lr;

import java.util.List;

/**
 * What {@code torch.optim.lr_scheduler.ReduceLROnPlateau} takes; {@link
 * ReduceLROnPlateau#options()} has its defaults.
 *
 * @param mode whether the metric shall fall or rise
 * @param factor what the learning rates are multiplied by
 * @param patience how many epochs without an improvement are borne
 * @param threshold how much better an improvement must be
 * @param thresholdMode whether the threshold is relative
 * @param cooldown how many epochs after a change are not counted
 * @param minLr the lowest learning rate, for all groups or for each
 * @param eps the smallest change that is made
 */
public record ReduceLROnPlateauOptions(
    ReduceLROnPlateau.Mode mode,
    double factor,
    int patience,
    double threshold,
    ReduceLROnPlateau.ThresholdMode thresholdMode,
    int cooldown,
    List<Double> minLr,
    double eps) {
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
    if (!(factor < 1)) {
      throw new IllegalArgumentException("factor: got " + factor + ", expected < 1");
    }
    minLr = List.copyOf(minLr);
  }

  /** Falling or rising. */
  public ReduceLROnPlateauOptions mode(ReduceLROnPlateau.Mode mode) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another factor. */
  public ReduceLROnPlateauOptions factor(double factor) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another number of epochs that are borne. */
  public ReduceLROnPlateauOptions patience(int patience) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another measure of an improvement. */
  public ReduceLROnPlateauOptions threshold(double threshold) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Relative or absolute. */
  public ReduceLROnPlateauOptions thresholdMode(ReduceLROnPlateau.ThresholdMode thresholdMode) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another number of epochs that are not counted. */
  public ReduceLROnPlateauOptions cooldown(int cooldown) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another lowest learning rate, for all groups. */
  public ReduceLROnPlateauOptions minLr(double minLr) {
    return minLr(List.of(minLr));
  }

  /** Another lowest learning rate, for each group. */
  public ReduceLROnPlateauOptions minLr(List<Double> minLr) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }

  /** Another smallest change. */
  public ReduceLROnPlateauOptions eps(double eps) {
    return new ReduceLROnPlateauOptions(
        mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
  }
}
