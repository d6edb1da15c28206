package torch4j.nn.functional;

import java.util.Locale;

/** How precisely, and with how much memory, a chunked linear cross entropy adds up. */
public enum AccumulationPolicy {
  /** The one that suits device and dtype: {@code acc_policy="auto"}. */
  AUTO,
  /** Everything in the accumulation dtype: {@code acc_policy="accurate"}. */
  ACCURATE,
  /** The accumulation dtype where gradients need it: {@code acc_policy="balanced"}. */
  BALANCED,
  /** As balanced, without a buffer of the weight's size: {@code acc_policy="compact"}. */
  COMPACT;

  /** The name in Python: auto, accurate, balanced, compact. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
