package torch4j.serialization;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.DType;

/**
 * A dtype with its names in files.
 *
 * @param type the dtype of LibTorch
 * @param name the name in Python, without {@code torch.}
 * @param bytes the size of an element in bytes
 * @param storage the name of its typed storage class; null if its tensors have an untyped storage
 *     and the dtype is pickled beside it
 */
record Dtype(DType type, String name, int bytes, String storage) {
  private static final Map<String, Dtype> BY_NAME = new LinkedHashMap<>();
  private static final Map<String, Dtype> BY_STORAGE = new LinkedHashMap<>();
  private static final Map<DType, Dtype> BY_TYPE = new EnumMap<>(DType.class);

  /** The dtype of an untyped storage. */
  static final Dtype UINT8 = add(DType.uint8, "uint8", 1, "ByteStorage");

  static {
    add(DType.float64, "float64", 8, "DoubleStorage");
    add(DType.float32, "float32", 4, "FloatStorage");
    add(DType.float16, "float16", 2, "HalfStorage");
    add(DType.bfloat16, "bfloat16", 2, "BFloat16Storage");
    add(DType.int64, "int64", 8, "LongStorage");
    add(DType.int32, "int32", 4, "IntStorage");
    add(DType.int16, "int16", 2, "ShortStorage");
    add(DType.int8, "int8", 1, "CharStorage");
    add(DType.bool, "bool", 1, "BoolStorage");
    add(DType.complex128, "complex128", 16, "ComplexDoubleStorage");
    add(DType.complex64, "complex64", 8, "ComplexFloatStorage");
    add(DType.complex32, "complex32", 4, null);
    add(DType.uint16, "uint16", 2, null);
    add(DType.uint32, "uint32", 4, null);
    add(DType.uint64, "uint64", 8, null);
    add(DType.float8_e5m2, "float8_e5m2", 1, null);
    add(DType.float8_e4m3fn, "float8_e4m3fn", 1, null);
    add(DType.float8_e5m2fnuz, "float8_e5m2fnuz", 1, null);
    add(DType.float8_e4m3fnuz, "float8_e4m3fnuz", 1, null);
    add(DType.float8_e8m0fnu, "float8_e8m0fnu", 1, null);
    add(DType.float4_e2m1fn_x2, "float4_e2m1fn_x2", 1, null);
    add(DType.bits8, "bits8", 1, null);
    add(DType.bits16, "bits16", 2, null);
    add(DType.bits1x8, "bits1x8", 1, null);
    add(DType.bits2x4, "bits2x4", 1, null);
    add(DType.bits4x2, "bits4x2", 1, null);
    add(DType.qint8, "qint8", 1, "QInt8Storage");
    add(DType.quint8, "quint8", 1, "QUInt8Storage");
    add(DType.qint32, "qint32", 4, "QInt32Storage");
    add(DType.quint4x2, "quint4x2", 1, "QUInt4x2Storage");
    add(DType.quint2x4, "quint2x4", 1, "QUInt2x4Storage");
    for (int bits = 1; bits <= 7; bits++) {
      add(DType.valueOf("uint" + bits), "uint" + bits, 1, null);
      add(DType.valueOf("int" + bits), "int" + bits, 1, null);
    }
  }

  private static Dtype add(DType type, String name, int bytes, String storage) {
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
  static Dtype of(DType type) {
    Dtype dtype = BY_TYPE.get(type);
    if (dtype == null) {
      throw new IllegalArgumentException(
          "dtype: got " + type + ", expected one of " + BY_NAME.keySet());
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
      case quint4x2 -> 2 * count;
      case quint2x4 -> 4 * count;
      default -> count / bytes;
    };
  }

  /** The size of the units whose bytes are swapped: for a complex dtype half an element. */
  int swapped() {
    return name.startsWith("complex") ? bytes / 2 : bytes;
  }
}
