package torch4j.internal;

import java.util.List;

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

  /**
   * Returns the list if neither it nor one of its elements is null.
   *
   * @param name the name of the parameter
   * @param element what was expected of an element, such as {@code "a tensor"}
   * @throws IllegalArgumentException if the list is null, or an element, which it names by its
   *     index
   */
  public static <L extends List<?>> L noNulls(L list, String name, String element) {
    nonNull(list, name, "a list");
    int index = 0;
    for (Object value : list) {
      if (value == null) {
        nonNull(value, name + "[" + index + "]", element);
      }
      index++;
    }
    return list;
  }
}
