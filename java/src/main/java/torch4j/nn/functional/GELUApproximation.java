package torch4j.nn.functional;

import java.util.Locale;

/** How the Gaussian distribution in GELU is computed. */
public enum GELUApproximation {
  /** Exactly, through erf: {@code approximate="none"}. */
  NONE,
  /** Through tanh, which is faster and a little different: {@code approximate="tanh"}. */
  TANH;

  /** The name in Python: none, tanh. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
