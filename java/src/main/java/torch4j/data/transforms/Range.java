package torch4j.data.transforms;

/**
 * Where a parameter is drawn from: Python's {@code (min, max)}.
 *
 * @param min the least value
 * @param max the largest value
 */
public record Range(double min, double max) {
  /** Checks that it does not decrease, and that both are numbers. */
  public Range {
    if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException(
          "range: got (" + min + ", " + max + "), expected finite numbers min <= max");
    }
  }

  /** Python's tuple: {@code (0.5, 1.5)}. */
  @Override
  public String toString() {
    return "(" + min + ", " + max + ")";
  }

  Range requireWithin(String name, double least, double most) {
    if (min < least || max > most) {
      throw new IllegalArgumentException(
          name + ": got " + this + ", expected values from " + least + " to " + most);
    }
    return this;
  }

  static double probability(String name, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(name + ": got " + p + ", expected 0 to 1");
    }
    return p;
  }
}
