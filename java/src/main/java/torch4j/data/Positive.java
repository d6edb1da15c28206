package torch4j.data;

/** Numbers that must be positive. */
final class Positive {
  private Positive() {}

  static long require(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected a positive number");
    }
    return value;
  }
}
