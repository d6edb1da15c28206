package torch4j;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of nested arrays, lists and records. The sizes are those of the first element at each
 * depth, as in Python; all others are held to them.
 */
final class NestedValues {
  private static final int MAX_DIMENSIONS = 64;

  private final Object values;
  private final long[] shape;
  private final int[] path;

  /** Receives the values in order: rows, which are arrays of primitives, and single ones. */
  interface Visitor {
    void row(ElementType type, Object array);

    void value(Object number);
  }

  private NestedValues(Object values) {
    this.values = values;
    this.shape = sizes(values);
    this.path = new int[shape.length];
  }

  /**
   * A tensor of the values.
   *
   * @param values a nested array, a list or a record
   * @param dtype null for the one that has room for all of them
   */
  static Tensor tensor(Object values, DType dtype) {
    if (values == null) {
      throw new IllegalArgumentException("tensor: values: got null, expected an array or a list");
    }
    return new NestedValues(values).tensor(dtype);
  }

  private Tensor tensor(DType dtype) {
    var found = new FoundTypes();
    visit(found);
    DType target = dtype == null ? found.dtype(values) : dtype;
    ElementType rows = found.rows();
    if (rows != null && (rows.holds(target) || IntegerRange.of(target) == null)) {
      Tensor made = NewTensor.empty(shape, rows.holds(target) ? target : rows.dtype());
      var writer = new RowWriter(rows, made);
      visit(writer);
      writer.flush();
      return NewTensor.converted(made, target);
    }
    boolean floating = found.dtype(values).isFloatingPoint();
    var flat = new FlatValues(floating, IntegerRange.of(target), found.count());
    visit(flat);
    return NewTensor.of(flat.type(), flat.array(), shape, target);
  }

  private static long[] sizes(Object values) {
    List<Long> sizes = new ArrayList<>();
    Object first = values;
    for (List<?> parts = parts(first); parts != null; parts = parts(first)) {
      if (sizes.size() == MAX_DIMENSIONS) {
        throw new IllegalArgumentException(
            "tensor: values: got more than 64 dimensions, expected at most 64");
      }
      sizes.add((long) parts.size());
      if (parts.isEmpty()) {
        sizesOfNone(first, sizes);
        break;
      }
      first = parts.get(0);
    }
    if (ElementType.ofArray(first) != null) {
      sizes.add((long) Array.getLength(first));
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  // new float[0][] has two dimensions
  private static void sizesOfNone(Object array, List<Long> sizes) {
    if (FoundTypes.ofElements(array) != null) {
      Class<?> part = array.getClass().getComponentType();
      for (; part.isArray(); part = part.getComponentType()) {
        sizes.add(0L);
      }
    }
  }

  // null for what is not divided further: rows and values.
  private static List<?> parts(Object node) {
    if (node instanceof List<?> list) {
      return list;
    }
    if (node instanceof Object[] array) {
      return Arrays.asList(array);
    }
    return node instanceof Record row ? RecordValues.of(row) : null;
  }

  private void visit(Visitor visitor) {
    visit(values, 0, visitor);
  }

  private void visit(Object node, int depth, Visitor visitor) {
    ElementType row = ElementType.ofArray(node);
    List<?> parts = row == null ? parts(node) : null;
    if (row == null && parts == null) {
      requireValue(node, depth);
      visitor.value(node);
      return;
    }
    requireSize(node, row == null ? parts.size() : Array.getLength(node), depth);
    if (row != null) {
      if (depth + 1 < shape.length) {
        throw refused(depth, named(node), "arrays or lists in it, as in the first");
      }
      visitor.row(row, node);
      return;
    }
    int i = 0;
    for (Object part : parts) {
      path[depth] = i++;
      visit(part, depth + 1, visitor);
    }
  }

  private void requireSize(Object node, int size, int depth) {
    if (depth == shape.length) {
      throw refused(depth, named(node), "a number");
    }
    if (size != shape[depth]) {
      throw refused(depth, counted(size), shape[depth] + ", as the first has");
    }
  }

  private void requireValue(Object node, int depth) {
    if (depth < shape.length) {
      throw refused(depth, named(node), counted(shape[depth]) + ", as the first has");
    }
    boolean isValue =
        node instanceof Boolean
            || node instanceof Long
            || node instanceof Integer
            || node instanceof Short
            || node instanceof Byte
            || node instanceof Double
            || node instanceof Float;
    if (!isValue && !(node instanceof Tensor tensor && tensor.dim() == 0)) {
      throw refused(
          depth,
          named(node),
          node instanceof Tensor
              ? "one without dimensions; see Torch.stack"
              : "a number or boolean, or an array, list or record of them");
    }
  }

  private static String counted(long size) {
    return size + (size == 1 ? " element" : " elements");
  }

  private static String named(Object node) {
    if (node instanceof Number || node instanceof Boolean || node == null) {
      return String.valueOf(node);
    }
    if (node instanceof Tensor tensor) {
      return "a tensor " + Arrays.toString(tensor.shape());
    }
    return node instanceof List ? "a list" : node.getClass().getSimpleName();
  }

  private IllegalArgumentException refused(int depth, String got, String expected) {
    var place = new StringBuilder("values");
    for (int i = 0; i < depth; i++) {
      place.append('[').append(path[i]).append(']');
    }
    return new IllegalArgumentException(
        "tensor: " + place + ": got " + got + ", expected " + expected);
  }
}
