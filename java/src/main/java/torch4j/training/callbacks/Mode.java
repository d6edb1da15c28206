package torch4j.training.callbacks;

/** Which values of a metric are better. */
public enum Mode {
  /** Smaller ones, as of a loss. */
  MIN,
  /** Larger ones, as of an accuracy. */
  MAX;

  /**
   * Whether a value is better than the best so far by more than {@code minDelta}. NaN never is; any
   * other value is better than NaN.
   */
  boolean isBetter(double value, double best, double minDelta) {
    if (Double.isNaN(value) || Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return this == MIN ? value < best - minDelta : value > best + minDelta;
  }
}
