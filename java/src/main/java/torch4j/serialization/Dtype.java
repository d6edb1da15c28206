package torch4j.serialization;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A dtype with its names in files.
 *
 * @param type the dtype of LibTorch
 * @param name the name in Python, without {@code torch.}
 * @param bytes the size of an element in bytes
 * @param storage the name of its typed storage class; null if its tensors have an untyped storage
 *     and the dtype is pickled beside it
 */
record Dtype(ScalarType type, String name, int bytes, String storage) {
  private static final Map<String, Dtype> BY_NAME = new LinkedHashMap<>();
  private static final Map<String, Dtype> BY_STORAGE = new LinkedHashMap<>();
  private static final Map<ScalarType, Dtype> BY_TYPE = new EnumMap<>(ScalarType.class);

  /** The dtype of an untyped storage. */
  static final Dtype UINT8 = add(ScalarType.Byte, "uint8", 1, "ByteStorage");

  static {
    add(ScalarType.Double, "float64", 8, "DoubleStorage");
    add(ScalarType.Float, "float32", 4, "FloatStorage");
    add(ScalarType.Half, "float16", 2, "HalfStorage");
    add(ScalarType.BFloat16, "bfloat16", 2, "BFloat16Storage");
    add(ScalarType.Long, "int64", 8, "LongStorage");
    add(ScalarType.Int, "int32", 4, "IntStorage");
    add(ScalarType.Short, "int16", 2, "ShortStorage");
    add(ScalarType.Char, "int8", 1, "CharStorage");
    add(ScalarType.Bool, "bool", 1, "BoolStorage");
    add(ScalarType.ComplexDouble, "complex128", 16, "ComplexDoubleStorage");
    add(ScalarType.ComplexFloat, "complex64", 8, "ComplexFloatStorage");
    add(ScalarType.ComplexHalf, "complex32", 4, null);
    add(ScalarType.UInt16, "uint16", 2, null);
    add(ScalarType.UInt32, "uint32", 4, null);
    add(ScalarType.UInt64, "uint64", 8, null);
    add(ScalarType.Float8_e5m2, "float8_e5m2", 1, null);
    add(ScalarType.Float8_e4m3fn, "float8_e4m3fn", 1, null);
    add(ScalarType.Float8_e5m2fnuz, "float8_e5m2fnuz", 1, null);
    add(ScalarType.Float8_e4m3fnuz, "float8_e4m3fnuz", 1, null);
    add(ScalarType.Float8_e8m0fnu, "float8_e8m0fnu", 1, null);
    add(ScalarType.Float4_e2m1fn_x2, "float4_e2m1fn_x2", 1, null);
    add(ScalarType.Bits8, "bits8", 1, null);
    add(ScalarType.Bits16, "bits16", 2, null);
    add(ScalarType.Bits1x8, "bits1x8", 1, null);
    add(ScalarType.Bits2x4, "bits2x4", 1, null);
    add(ScalarType.Bits4x2, "bits4x2", 1, null);
    add(ScalarType.QInt8, "qint8", 1, "QInt8Storage");
    add(ScalarType.QUInt8, "quint8", 1, "QUInt8Storage");
    add(ScalarType.QInt32, "qint32", 4, "QInt32Storage");
    add(ScalarType.QUInt4x2, "quint4x2", 1, "QUInt4x2Storage");
    add(ScalarType.QUInt2x4, "quint2x4", 1, "QUInt2x4Storage");
    for (int bits = 1; bits <= 7; bits++) {
      add(ScalarType.valueOf("UInt" + bits), "uint" + bits, 1, null);
      add(ScalarType.valueOf("Int" + bits), "int" + bits, 1, null);
    }
  }

  private static Dtype add(ScalarType type, String name, int bytes, String storage) {
    var dtype = new Dtype(type, name, bytes, storage);
    BY_NAME.put(name, dtype);
    BY_TYPE.put(type, dtype);
    if (storage != null) {
      BY_STORAGE.put(storage, dtype);
    }
    return dtype;
  }

  /** The dtype of this name, or null. */
  static Dtype named(String name) {
    return BY_NAME.get(name);
  }

  /** The dtype of this storage class, or null. */
  static Dtype ofStorage(String storage) {
    return BY_STORAGE.get(storage);
  }

  /**
   * The dtype of this type of LibTorch.
   *
   * @throws IllegalArgumentException if it cannot be saved
   */
  static Dtype of(ScalarType type) {
    Dtype dtype = BY_TYPE.get(type.intern());
    if (dtype == null) {
      throw new IllegalArgumentException(
          "dtype: got " + type.intern() + ", expected one of " + BY_NAME.keySet());
    }
    return dtype;
  }

  /** All dtypes. */
  static Iterable<Dtype> all() {
    return BY_NAME.values();
  }

  /** Whether it is a quantized dtype. */
  boolean isQuantized() {
    return name.startsWith("q");
  }

  /** The number of elements in this many bytes. */
  long elements(long count) {
    return switch (type) {
      case QUInt4x2 -> 2 * count;
      case QUInt2x4 -> 4 * count;
      default -> count / bytes;
    };
  }

  /** The size of the units whose bytes are swapped: for a complex dtype half an element. */
  int swapped() {
    return name.startsWith("complex") ? bytes / 2 : bytes;
  }
}
