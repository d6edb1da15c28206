package torch4j.nn.functional;

import java.util.Locale;

/** What a loss does with the losses of its elements. */
public enum Reduction {
  /** Leaves them as they are: {@code reduction="none"}. */
  NONE(0),
  /** Takes their mean, weighted where the loss has weights: {@code reduction="mean"}. */
  MEAN(1),
  /** Takes their sum: {@code reduction="sum"}. */
  SUM(2),
  /** Divides their sum by the batch size; for KLDivLoss alone: {@code reduction="batchmean"}. */
  BATCHMEAN(-1);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /**
   * The number that ATen's operators take.
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
