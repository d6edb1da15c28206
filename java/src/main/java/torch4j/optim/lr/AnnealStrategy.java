package torch4j.optim.lr;

import java.util.Locale;

/** How a schedule goes from one number to another: Python's {@code anneal_strategy}. */
public enum AnnealStrategy {
  /** Along half a cosine: {@code "cos"}. */
  COS,
  /** In a straight line: {@code "linear"}. */
  LINEAR;

  /** The number that is reached after this part of the way. */
  double between(double start, double end, double part) {
    return switch (this) {
      case COS -> end + (start - end) / 2.0 * (Math.cos(Math.PI * part) + 1);
      case LINEAR -> (end - start) * part + start;
    };
  }

  /** How far from 0 to 1 one is after this part of the way. */
  public double progress(double part) {
    return switch (this) {
      case COS -> (1 - Math.cos(Math.PI * part)) / 2;
      case LINEAR -> part;
    };
  }

  /** As Python names it: cos, linear. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
