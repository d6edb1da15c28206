package torch4j.internal;

/** Checks of arguments. */
public final class Require {
  private Require() {}

  /**
   * The value itself, unless it is null.
   *
   * @param name the parameter's name
   * @param expected what it should be: {@code "a path"}
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T nonNull(T value, String name, String expected) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": got null, expected " + expected);
    }
    return value;
  }
}
