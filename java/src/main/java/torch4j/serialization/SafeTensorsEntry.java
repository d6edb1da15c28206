package torch4j.serialization;

import java.util.Arrays;
import java.util.Map;

/** A tensor in the header of a safetensors file: {@code TensorInfo} of the format. */
final class SafeTensorsEntry {
  /** Python's names of dtypes by the format's names. */
  static final Map<String, String> DTYPES =
      Map.ofEntries(
          Map.entry("BOOL", "bool"),
          Map.entry("F4", "float4_e2m1fn_x2"),
          Map.entry("U8", "uint8"),
          Map.entry("I8", "int8"),
          Map.entry("F8_E5M2", "float8_e5m2"),
          Map.entry("F8_E4M3", "float8_e4m3fn"),
          Map.entry("F8_E5M2FNUZ", "float8_e5m2fnuz"),
          Map.entry("F8_E4M3FNUZ", "float8_e4m3fnuz"),
          Map.entry("F8_E8M0", "float8_e8m0fnu"),
          Map.entry("I16", "int16"),
          Map.entry("U16", "uint16"),
          Map.entry("F16", "float16"),
          Map.entry("BF16", "bfloat16"),
          Map.entry("I32", "int32"),
          Map.entry("U32", "uint32"),
          Map.entry("F32", "float32"),
          Map.entry("C64", "complex64"),
          Map.entry("F64", "float64"),
          Map.entry("I64", "int64"),
          Map.entry("U64", "uint64"));

  /** The dtype of which LibTorch packs two elements into one. */
  static final String HALF_BYTES = "F4";

  private final String name;
  private final Dtype dtype;
  private final long[] shape;
  private final long begin;
  private final long end;

  /**
   * An entry.
   *
   * @param format the dtype's name in the format
   * @param shape the shape in the format's elements
   * @throws InvalidFileException if the offsets do not fit shape and dtype
   */
  SafeTensorsEntry(String name, String format, long[] shape, long begin, long end) {
    this.name = name;
    String python = DTYPES.get(format);
    if (python == null) {
      throw error("the dtype " + format, "one of " + DTYPES.keySet());
    }
    dtype = Dtype.named(python);
    this.shape = shape.clone();
    this.begin = begin;
    this.end = end;
    if (format.equals(HALF_BYTES)) {
      pack();
    }
    requireSize();
  }

  private void pack() {
    int last = shape.length - 1;
    if (last < 0 || shape[last] % 2 != 0) {
      throw error(
          "the shape " + Arrays.toString(shape),
          "an even last size, because a byte holds two elements");
    }
    shape[last] /= 2;
  }

  private void requireSize() {
    long bytes;
    boolean empty = false;
    try {
      bytes = dtype.bytes();
      for (long size : shape) {
        if (size < 0) {
          throw new ArithmeticException();
        }
        empty |= size == 0;
        bytes =
            Math.multiplyExact(bytes, Math.max(size, 1)); // so that strides cannot overflow either
      }
      bytes = empty ? 0 : bytes;
    } catch (ArithmeticException e) {
      throw error("the shape " + Arrays.toString(shape), "one that fits into memory");
    }
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw error("data_offsets [" + begin + ", " + end + "]", bytes + " bytes for its shape");
    }
  }

  private InvalidFileException error(String got, String expected) {
    return InvalidFileException.of("tensor " + name, got, expected);
  }

  Dtype dtype() {
    return dtype;
  }

  long[] shape() {
    return shape.clone();
  }

  long begin() {
    return begin;
  }

  long end() {
    return end;
  }

  long bytes() {
    return end - begin;
  }

  /** The geometry of a contiguous tensor. */
  TensorGeometry geometry() {
    var strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(shape[i], 1);
    }
    return new TensorGeometry(0, shape.clone(), strides);
  }
}
