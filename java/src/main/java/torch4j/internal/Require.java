package torch4j.internal;

/** Checks of arguments. */
public final class Require {
  private Require() {}

  /**
   * Returns the value if it is not null.
   *
   * @param name the name of the parameter
   * @param expected what was expected, such as {@code "a path"}
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T nonNull(T value, String name, String expected) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": got null, expected " + expected);
    }
    return value;
  }
}
