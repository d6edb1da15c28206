package torch4j.nn.functional;

import java.util.Locale;

/** The reduction applied to the output of a loss. */
public enum Reduction {
  /** No reduction: {@code reduction="none"}. */
  NONE(0),
  /** The mean, weighted if the loss has weights: {@code reduction="mean"}. */
  MEAN(1),
  /** The sum: {@code reduction="sum"}. */
  SUM(2),
  /** The sum divided by the batch size, for KLDivLoss only: {@code reduction="batchmean"}. */
  BATCHMEAN(-1);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /**
   * ATen's constant for the reduction.
   *
   * @throws IllegalArgumentException for {@link #BATCHMEAN}, which only KLDivLoss has
   */
  public long code() {
    if (code < 0) {
      throw new IllegalArgumentException("reduction: got " + this + ", expected none, mean or sum");
    }
    return code;
  }

  /** The name in Python: none, mean, sum, batchmean. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
