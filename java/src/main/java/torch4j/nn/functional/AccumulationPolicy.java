package torch4j.nn.functional;

import java.util.Locale;

/**
 * Which values of a chunked linear cross entropy are in the accumulation dtype: a choice between
 * accuracy and memory.
 */
public enum AccumulationPolicy {
  /** Chosen by device and dtype: {@code acc_policy="auto"}. */
  AUTO,
  /** All values in the accumulation dtype: {@code acc_policy="accurate"}. */
  ACCURATE,
  /** The accumulation dtype only where gradients require it: {@code acc_policy="balanced"}. */
  BALANCED,
  /** Like balanced, without a buffer of the weight's size: {@code acc_policy="compact"}. */
  COMPACT;

  /** The name in Python: auto, accurate, balanced, compact. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
