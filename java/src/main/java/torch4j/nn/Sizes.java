package torch4j.nn;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.LongPointer;

/**
 * A size per dimension, immutable: Python's {@code int} or tuple of them.
 *
 * @param values one for each dimension
 */
public record Sizes(List<Long> values) {
  public Sizes {
    values = List.copyOf(values);
  }

  /**
   * One size for all dimensions, or one for each.
   *
   * @throws IllegalArgumentException if it is another number of sizes, or one is too small
   */
  static Sizes of(String name, int dimensions, long least, long... sizes) {
    if (sizes.length != 1 && sizes.length != dimensions) {
      throw new IllegalArgumentException(
          name + ": got " + sizes.length + " sizes, expected 1 or " + dimensions);
    }
    for (long size : sizes) {
      if (size < least) {
        throw new IllegalArgumentException(name + ": got " + size + ", expected >= " + least);
      }
    }
    return new Sizes(
        sizes.length == 1
            ? Collections.nCopies(dimensions, sizes[0])
            : LongStream.of(sizes).boxed().toList());
  }

  /** Writes the sizes where LibTorch's options keep them. */
  void into(LongPointer option) {
    for (int i = 0; i < values.size(); i++) {
      option.put(i, values.get(i));
    }
  }

  LongPointer toPointer() {
    return new LongPointer(values.stream().mapToLong(Long::longValue).toArray());
  }

  boolean isAll(long size) {
    return values.stream().allMatch(value -> value == size);
  }

  /** As Python shows a tuple: {@code (3, 3)}. */
  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** As Python shows what the user gave as one number: {@code 2}, or {@code (2, 3)}. */
  String shortest() {
    return isAll(values.get(0)) ? values.get(0).toString() : toString();
  }
}
