package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import torch4j.internal.Require;

/**
 * A size for all dimensions, or one for each: Python's {@code int} or tuple of them.
 *
 * @param values one for all, or one for each
 */
public record Sizes(List<Long> values) {
  /**
   * In the output size of an adaptive pooling, means the same size as the input. Same as {@code
   * None} in Python's tuple.
   */
  public static final long INPUT = Long.MIN_VALUE;

  /** Copies the list, which must not be empty. */
  public Sizes {
    Require.nonNull(values, "values", "a list");
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("sizes: got none, expected 1 or more");
    }
  }

  /** One size for all dimensions, or one for each: {@code Sizes.of(3)}, {@code Sizes.of(3, 5)}. */
  public static Sizes of(long... sizes) {
    Require.nonNull(sizes, "sizes", "one size, or one for each dimension");
    return new Sizes(Arrays.stream(sizes).boxed().toList());
  }

  /**
   * The sizes as an array with one for each dimension.
   *
   * @param name the name of the argument, for the message
   * @throws IllegalArgumentException if the number of sizes is neither 1 nor the number of
   *     dimensions
   */
  public long[] forDimensions(String name, int dimensions) {
    Require.nonNull(name, "name", "the name of the sizes");
    if (values.size() != 1 && values.size() != dimensions) {
      throw new IllegalArgumentException(
          name + ": got " + values.size() + " sizes, expected 1 or " + dimensions);
    }
    var sizes = new long[dimensions];
    Arrays.setAll(sizes, i -> values.get(values.size() == 1 ? 0 : i));
    return sizes;
  }

  /**
   * Returns these sizes if all are at least {@code least}.
   *
   * @throws IllegalArgumentException if a size is less
   */
  public Sizes requireAtLeast(String name, long least) {
    Require.nonNull(name, "name", "the name of the sizes");
    for (long size : values) {
      if (size < least) {
        throw new IllegalArgumentException(name + ": got " + size + ", expected >= " + least);
      }
    }
    return this;
  }

  /** A tuple in Python: {@code (3, 3)}, {@code (3,)}. */
  public static String tuple(long... sizes) {
    return Arrays.stream(Require.nonNull(sizes, "sizes", "sizes"))
        .mapToObj(size -> size == INPUT ? "None" : String.valueOf(size))
        .collect(Collectors.joining(", ", "(", sizes.length == 1 ? ",)" : ")"));
  }

  /** The int or tuple in Python: {@code 2}, or {@code (2, 3)}. */
  @Override
  public String toString() {
    return values.size() == 1
        ? values.get(0).toString()
        : tuple(values.stream().mapToLong(Long::longValue).toArray());
  }
}
