package torch4j.nn.functional;

import java.util.Locale;

/** The approximation of the cumulative distribution function in GELU. */
public enum GELUApproximation {
  /** No approximation, computed with erf: {@code approximate="none"}. */
  NONE,
  /** The faster tanh approximation: {@code approximate="tanh"}. */
  TANH;

  /** The name in Python: none, tanh. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
