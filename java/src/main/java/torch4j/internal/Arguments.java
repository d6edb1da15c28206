package torch4j.internal;

/** The checks of arguments that all public methods make in the same words. */
public final class Arguments {
  private Arguments() {}

  /**
   * The value, if there is one.
   *
   * @param name the parameter's name
   * @param expected what it should be, for the message: {@code a tensor}
   * @throws IllegalArgumentException if it is null
   */
  public static <T> T requireNonNull(String name, T value, String expected) {
    if (value == null) {
      throw new IllegalArgumentException(name + ": got null, expected " + expected);
    }
    return value;
  }
}
