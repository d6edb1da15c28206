package torch4j;

import static torch4j.Arguments.failed;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Copies a tensor's elements to arrays of one type. What has the array's dtype and is contiguous is
 * copied once; another layout is made contiguous before, another dtype converted block by block.
 */
final class ArrayReader {
  private static final int BLOCK = 1 << 15;

  private final String method;
  private final Tensor tensor;
  private final ElementType type;
  private final DType dtype;
  private final org.bytedeco.pytorch.Tensor source;

  private ArrayReader(String method, Tensor tensor, ElementType type) {
    this.method = method;
    this.tensor = tensor;
    this.type = type;
    Layout layout = Layout.wrap(tensor.raw.layout());
    dtype = DType.wrap(tensor.raw.scalar_type());
    requireReadable(layout);
    source = source();
  }

  /**
   * Runs a body with the reader of a tensor.
   *
   * @param method the name of the method, for messages
   * @throws IllegalArgumentException if the tensor has no memory, or no elements for such arrays
   */
  static <R> R read(String method, Tensor tensor, ElementType type, Function<ArrayReader, R> body) {
    try (var scope = new PointerScope()) {
      return body.apply(new ArrayReader(method, tensor, type));
    } catch (RuntimeException e) {
      throw failed(e, method + "(input)", tensor);
    }
  }

  private void requireReadable(Layout layout) {
    if (layout != Layout.strided) {
      throw refused("layout " + layout, "strided; call toDense() before");
    }
    if (dtype.isComplex()) {
      throw refused(described(), "real numbers; call Torch.viewAsReal before");
    }
    if (type == ElementType.BOOLEAN && dtype != DType.bool) {
      throw refused(described(), "bool; call bool() before");
    }
    if (type == ElementType.BYTE && !type.holds(dtype)) {
      throw refused(described(), "uint8 or int8; call to(DType.uint8) before");
    }
  }

  private org.bytedeco.pytorch.Tensor source() {
    org.bytedeco.pytorch.Tensor raw = tensor.raw;
    if (!raw.is_cpu() || !raw.is_contiguous() || raw.is_neg()) {
      raw = raw.detach().cpu().resolve_neg().contiguous();
    }
    if (type.holds(dtype)) {
      return raw;
    }
    var flat = raw.detach().view(-1);
    return dtype == DType.uint64 ? flat.view(DType.int64.unwrap()) : flat; // has few operators
  }

  /** All elements, in order. */
  Object flat() {
    long length = source.numel();
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw refused(length + " elements", "at most 2147483639, the size of the largest array");
    }
    Object array = type.array((int) length);
    read(0, array, 0, (int) length);
    return array;
  }

  /** Copies some of the elements. */
  void read(long start, Object array, int offset, int length) {
    if (type.holds(dtype)) {
      copy(source, type, start, array, offset, length);
      return;
    }
    for (int done = 0; done < length; done += BLOCK) {
      try (var scope = new PointerScope()) {
        convert(start + done, array, offset + done, Math.min(BLOCK, length - done));
      }
    }
  }

  private void convert(long start, Object array, int offset, int length) {
    org.bytedeco.pytorch.Tensor block = source.narrow(0, start, length);
    if (type.isFloating() && dtype != DType.uint64) {
      copy(block.to(type.dtype().unwrap()), type, 0, array, offset, length);
      return;
    }
    ElementType wide = dtype.isFloatingPoint() ? ElementType.DOUBLE : ElementType.LONG;
    Object values = wide.array(length);
    copy(block.to(wide.dtype().unwrap()), wide, 0, values, 0, length);
    new ExactNumbers(method, dtype, start).narrow(values, array, offset);
  }

  private void copy(
      org.bytedeco.pytorch.Tensor from, ElementType as, long start, Object to, int at, int length) {
    if (length == 0) {
      return;
    }
    try {
      Pointer memory = from.const_data_ptr();
      if (memory == null) {
        throw refused("a tensor without memory", "one with elements");
      }
      as.get(memory, start, to, at, length);
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(tensor);
    }
  }

  private String described() {
    return Arrays.toString(tensor.raw.shape()) + " " + dtype.name();
  }

  private IllegalArgumentException refused(String got, String expected) {
    return new IllegalArgumentException(method + ": got " + got + ", expected " + expected);
  }
}
