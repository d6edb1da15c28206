package torch4j;

/**
 * What {@link Tensor#get(Object)} takes beside numbers, booleans, tensors and sequences: Python's
 * slices, {@code None} and {@code ...}. For {@code import static torch4j.Index.*}:
 *
 * <pre>{@code
 * x.get(all(), range(1, 3))      // x[:, 1:3]
 * x.get(ellipsis(), newAxis())   // x[..., None]
 * x.get(from(-2), to(4).step(2)) // x[-2:, :4:2]
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Index {
  /** The end of a range that has none. */
  static final long OPEN = Long.MAX_VALUE;

  static final Index NEW_AXIS = new Index(0, OPEN, 1);
  static final Index ELLIPSIS = new Index(0, OPEN, 1);
  private static final Index ALL = new Index(0, OPEN, 1);

  // LibTorch refuses a smaller number; it means the same, for no dimension is as large.
  private static final long SMALLEST = Long.MIN_VALUE / 4;

  final long start;
  final long end;
  final long step;

  private Index(long start, long end, long step) {
    this.start = Math.max(start, SMALLEST);
    this.end = Math.max(end, SMALLEST);
    this.step = step;
  }

  /** All of a dimension. Same as {@code :}. */
  public static Index all() {
    return ALL;
  }

  /**
   * From the start up to the end, which is left out; negative ones count from the end of the
   * dimension. Same as {@code start:end}.
   */
  public static Index range(long start, long end) {
    return new Index(start, end, 1);
  }

  /**
   * Every step-th from the start up to the end. Same as {@code start:end:step}.
   *
   * @throws IllegalArgumentException if the step is not positive
   */
  public static Index range(long start, long end, long step) {
    return new Index(start, end, positive(step));
  }

  /** From the start to the end of the dimension. Same as {@code start:}. */
  public static Index from(long start) {
    return new Index(start, OPEN, 1);
  }

  /** Up to the end, which is left out. Same as {@code :end}. */
  public static Index to(long end) {
    return new Index(0, end, 1);
  }

  /** A new dimension of size 1. Same as {@code None}. */
  public static Index newAxis() {
    return NEW_AXIS;
  }

  /** All dimensions that the other indices leave. Same as {@code ...}. */
  public static Index ellipsis() {
    return ELLIPSIS;
  }

  /**
   * Every step-th of this range: {@code all().step(2)} is {@code ::2}.
   *
   * @throws IllegalArgumentException if the step is not positive
   * @throws IllegalStateException if this is not a range
   */
  public Index step(long step) {
    if (!isRange()) {
      throw new IllegalStateException("step: got " + this + ", expected a range");
    }
    return new Index(start, end, positive(step));
  }

  boolean isRange() {
    return !isNewAxis() && !isEllipsis();
  }

  boolean isNewAxis() {
    return this == NEW_AXIS;
  }

  boolean isEllipsis() {
    return this == ELLIPSIS;
  }

  private static long positive(long step) {
    if (step == 0) {
      throw new IllegalArgumentException(
          "step: got 0, expected at least 1; slice step cannot be zero");
    }
    if (step < 0) {
      throw new IllegalArgumentException(
          "step: got " + step + ", expected at least 1; step must be greater than zero");
    }
    return step;
  }

  /** As Python writes it: {@code 1:3}. */
  @Override
  public String toString() {
    if (this == NEW_AXIS) {
      return "None";
    }
    if (this == ELLIPSIS) {
      return "...";
    }
    return (start == 0 ? "" : start)
        + ":"
        + (end == OPEN ? "" : end)
        + (step == 1 ? "" : ":" + step);
  }
}
