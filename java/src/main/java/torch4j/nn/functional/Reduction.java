package torch4j.nn.functional;

import java.util.Locale;

/** What a loss does with the losses of its elements. */
public enum Reduction {
  /** Leaves them as they are: {@code reduction="none"}. */
  NONE(0),
  /** Takes their mean, weighted where the loss has weights: {@code reduction="mean"}. */
  MEAN(1),
  /** Takes their sum: {@code reduction="sum"}. */
  SUM(2);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /** The number that ATen's operators take. */
  public long code() {
    return code;
  }

  /** As Python names it: none, mean, sum. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
