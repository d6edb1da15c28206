package torch4j;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A list or array of integers or booleans, also nested, as an index tensor: int64, or bool if all
 * are booleans. Same as Python's lists, and NumPy's arrays.
 */
final class IndexSequence {
  private static final int MOST_DIMENSIONS = 128;
  private static final int LONGEST_TUPLE = 31;

  private final long[] shape;
  private final long[] numbers;
  private int count;
  private boolean hasNumber;
  private boolean hasBoolean;

  private IndexSequence(long[] shape) {
    this.shape = shape;
    this.numbers = new long[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
  }

  /** Whether this is a list or an array. */
  static boolean isSequence(Object index) {
    return index instanceof List || index instanceof Object[] || isPrimitives(index);
  }

  private static boolean isPrimitives(Object index) {
    return index instanceof long[]
        || index instanceof int[]
        || index instanceof boolean[]
        || index instanceof short[]
        || index instanceof byte[];
  }

  /**
   * The indices that this single index stands for: those in an array of objects, as in Python's
   * tuples, or in a short list that has more than numbers in it, as in Python's lists. Null if it
   * stands for itself.
   */
  static Object[] asTuple(Object index) {
    if (index instanceof Object[] array) {
      Class<?> of = array.getClass().getComponentType();
      return of == Object.class || of == torch4j.Tensor.class || of == Index.class ? array : null;
    }
    return index instanceof List<?> list
            && list.size() <= LONGEST_TUPLE
            && list.stream().anyMatch(IndexSequence::isMoreThanNumber)
        ? list.toArray()
        : null;
  }

  private static boolean isMoreThanNumber(Object element) {
    return element == null
        || element instanceof torch4j.Tensor
        || element instanceof Index
        || isSequence(element);
  }

  /**
   * The index tensor.
   *
   * @throws IllegalArgumentException if the rows are not of one length, or other things are in it
   */
  static Tensor tensor(Object sequence) {
    if (sequence instanceof long[] numbers) {
      return Tensor.create(numbers, numbers.length);
    }
    var read = new IndexSequence(shapeOf(sequence));
    read.readSequence(sequence, 0);
    return read.toTensor();
  }

  private static long[] shapeOf(Object sequence) {
    List<Long> sizes = new ArrayList<>();
    for (Object at = sequence; isSequence(at); ) {
      if (sizes.size() == MOST_DIMENSIONS) {
        throw new IllegalArgumentException(
            "index: got too many dimensions, expected at most " + MOST_DIMENSIONS);
      }
      int length = length(at);
      sizes.add((long) length);
      at = length == 0 || isPrimitives(at) ? null : element(at);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private static Object element(Object sequence) {
    return sequence instanceof List<?> list ? list.get(0) : ((Object[]) sequence)[0];
  }

  private static int length(Object sequence) {
    if (sequence instanceof List<?> list) {
      return list.size();
    }
    if (!isSequence(sequence)) {
      throw invalid(sequence);
    }
    return Array.getLength(sequence);
  }

  private void readSequence(Object sequence, int dim) {
    if (length(sequence) != shape[dim]) {
      throw new IllegalArgumentException(
          "expected sequence of length %d at dim %d (got %d)"
              .formatted(shape[dim], dim, length(sequence)));
    }
    if (isPrimitives(sequence)) {
      requireLast(dim, sequence);
      readPrimitives(sequence);
      return;
    }
    List<?> elements = sequence instanceof List<?> list ? list : Arrays.asList((Object[]) sequence);
    for (Object element : elements) {
      if (dim + 1 < shape.length) {
        readSequence(element, dim + 1);
      } else {
        readElement(element);
      }
    }
  }

  private void requireLast(int dim, Object sequence) {
    if (dim + 1 < shape.length) {
      throw invalid(sequence);
    }
  }

  private void readPrimitives(Object array) {
    if (array instanceof boolean[] flags) {
      hasBoolean = true;
      for (boolean flag : flags) {
        add(flag ? 1 : 0);
      }
      return;
    }
    hasNumber = true;
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      add(Array.getLong(array, i));
    }
  }

  private void add(long number) {
    numbers[count++] = number;
  }

  private void readElement(Object element) {
    if (element instanceof Boolean flag) {
      hasBoolean = true;
      add(flag ? 1 : 0);
    } else if (element instanceof torch4j.Tensor tensor) {
      readTensor(tensor.raw);
    } else if (isInteger(element)) {
      hasNumber = true;
      add(((Number) element).longValue());
    } else {
      throw invalid(element);
    }
  }

  private void readTensor(Tensor tensor) {
    if (tensor.dim() != 0 || tensor.is_floating_point() || tensor.is_complex()) {
      throw new IllegalArgumentException(
          "only integer tensors of a single element can be converted to an index");
    }
    boolean isBoolean = tensor.scalar_type().value == torch.ScalarType.Bool.value;
    hasBoolean |= isBoolean;
    hasNumber |= !isBoolean;
    add(tensor.item_long());
  }

  private Tensor toTensor() {
    if (hasNumber || !hasBoolean) {
      return Tensor.create(numbers, shape);
    }
    var flags = new boolean[numbers.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = numbers[i] != 0;
    }
    return Tensor.create(flags, shape);
  }

  /** Whether this is an integer, boxed. */
  static boolean isInteger(Object index) {
    return index instanceof Long
        || index instanceof Integer
        || index instanceof Short
        || index instanceof Byte;
  }

  /** The exception for what cannot be an index. */
  static IllegalArgumentException invalid(Object index) {
    return new IllegalArgumentException(
        "index: got "
            + (index == null ? "null" : index.getClass().getSimpleName())
            + ", expected an integer, a boolean, a range, newAxis(), ellipsis(), a tensor, or a"
            + " list or an array of integers or booleans");
  }
}
