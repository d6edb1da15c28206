package torch4j;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Nested arrays and lists with a tensor's elements. */
final class NestedArrays {
  private static final int BLOCK = 4096;

  private final long[] shape;
  private final ArrayReader reader;
  private final ElementType type;
  private Object block;
  private long blockStart;
  private int blockLength;
  private long next;

  private NestedArrays(long[] shape, ArrayReader reader, ElementType type) {
    this.shape = shape;
    this.reader = reader;
    this.type = type;
  }

  /** The elements as an array of as many dimensions as the tensor, such as a {@code float[][]}. */
  static Object array(Tensor tensor, Class<?> arrayType) {
    Class<?> element = arrayType;
    int dimensions = 0;
    while (element != null && element.isArray()) {
      element = element.getComponentType();
      dimensions++;
    }
    ElementType type = ElementType.of(element);
    long[] shape = tensor.shape();
    if (type == null || dimensions == 0 || dimensions != shape.length) {
      throw new IllegalArgumentException(
          "toArray: arrayType: got "
              + (arrayType == null ? "null" : arrayType.getSimpleName())
              + " for "
              + Arrays.toString(shape)
              + ", expected an array of primitives with "
              + Math.max(shape.length, 1)
              + " dimensions"
              + (shape.length == 0 ? "; a tensor without dimensions has item()" : ""));
    }
    return ArrayReader.read(
        "toArray",
        tensor,
        type,
        reader -> new NestedArrays(shape, reader, type).part(arrayType, 0));
  }

  private Object part(Class<?> arrayType, int depth) {
    int size = Math.toIntExact(shape[depth]);
    if (depth == shape.length - 1) {
      return row(size);
    }
    Class<?> partType = arrayType.getComponentType();
    var parts = (Object[]) java.lang.reflect.Array.newInstance(partType, size);
    for (int i = 0; i < size; i++) {
      parts[i] = part(partType, depth + 1);
    }
    return parts;
  }

  // Short rows are taken from a block: a native copy takes as long as that of some hundred
  // elements.
  private Object row(int size) {
    Object row = type.array(size);
    if (size > BLOCK / 4) {
      reader.read(next, row, 0, size);
    } else if (size > 0) {
      if (next + size > blockStart + blockLength) {
        readBlock();
      }
      System.arraycopy(block, (int) (next - blockStart), row, 0, size);
    }
    next += size;
    return row;
  }

  private void readBlock() {
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    block = block == null ? type.array((int) Math.min(BLOCK, count)) : block;
    blockStart = next;
    blockLength = (int) Math.min(BLOCK, count - next);
    reader.read(next, block, 0, blockLength);
  }

  /** The elements as Java's objects in nested lists. */
  static List<Object> list(Tensor tensor) {
    long[] shape = tensor.shape();
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          "toList: got a tensor without dimensions, expected at least 1; call item()");
    }
    DType dtype = tensor.dtype();
    if (dtype == DType.bool) {
      var all = (boolean[]) flat(tensor, ElementType.BOOLEAN);
      return list(shape, i -> all[i]);
    }
    if (dtype.isFloatingPoint()) {
      var all = (double[]) flat(tensor, ElementType.DOUBLE);
      return list(shape, i -> all[i]);
    }
    if (dtype == DType.uint64) {
      try (Tensor bits = tensor.view(DType.int64)) {
        var all = (long[]) flat(bits, ElementType.LONG);
        return list(shape, i -> unsigned(all[i]));
      }
    }
    var all = (long[]) flat(tensor, ElementType.LONG);
    return list(shape, i -> all[i]);
  }

  /** A number of uint64: a BigInteger if a long has no room for it. */
  static Object unsigned(long bits) {
    return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
  }

  private static Object flat(Tensor tensor, ElementType type) {
    return ArrayReader.read("toList", tensor, type, ArrayReader::flat);
  }

  private static List<Object> list(long[] shape, IntFunction<Object> element) {
    return list(shape, 0, new int[1], element);
  }

  private static List<Object> list(
      long[] shape, int depth, int[] next, IntFunction<Object> element) {
    var list = new Object[Math.toIntExact(shape[depth])];
    for (int i = 0; i < list.length; i++) {
      list[i] =
          depth == shape.length - 1
              ? element.apply(next[0]++)
              : list(shape, depth + 1, next, element);
    }
    return Collections.unmodifiableList(Arrays.asList(list));
  }
}
