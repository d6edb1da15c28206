package torch4j.optim.lr;

import java.util.Locale;

/**
 * The annealing strategy, how a value changes from a start to an end: Python's {@code
 * anneal_strategy}.
 */
public enum AnnealStrategy {
  /** Cosine annealing: {@code "cos"}. */
  COS,
  /** Linear annealing: {@code "linear"}. */
  LINEAR;

  /** The annealed value after this fraction of the phase. */
  double anneal(double start, double end, double pct) {
    return switch (this) {
      case COS -> end + (start - end) / 2.0 * (Math.cos(Math.PI * pct) + 1);
      case LINEAR -> (end - start) * pct + start;
    };
  }

  /** The annealing factor, from 0 to 1, after this fraction of the phase. */
  public double progress(double pct) {
    return switch (this) {
      case COS -> (1 - Math.cos(Math.PI * pct)) / 2;
      case LINEAR -> pct;
    };
  }

  /** Python's name: cos or linear. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
