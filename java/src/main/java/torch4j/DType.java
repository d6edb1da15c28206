package torch4j;

import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.internal.Require;

/** The type of a tensor's elements, by Python's names. Same as {@code torch.dtype}. */
public enum DType {
  /** 8-bit unsigned integers. */
  uint8(ScalarType.Byte),
  /** 16-bit unsigned integers. */
  uint16(ScalarType.UInt16),
  /** 32-bit unsigned integers. */
  uint32(ScalarType.UInt32),
  /** 64-bit unsigned integers. */
  uint64(ScalarType.UInt64),
  /** 8-bit integers. */
  int8(ScalarType.Char),
  /** 16-bit integers. */
  int16(ScalarType.Short),
  /** 32-bit integers. */
  int32(ScalarType.Int),
  /** 64-bit integers. */
  int64(ScalarType.Long),
  /** 16-bit floating-point numbers of IEEE 754. */
  float16(ScalarType.Half),
  /** Floating-point numbers of 16 bits with float32's exponent. */
  bfloat16(ScalarType.BFloat16),
  /** 32-bit floating-point numbers: the default. */
  float32(ScalarType.Float),
  /** 64-bit floating-point numbers. */
  float64(ScalarType.Double),
  /** Complex numbers of two float16. */
  complex32(ScalarType.ComplexHalf),
  /** Complex numbers of two float32. */
  complex64(ScalarType.ComplexFloat),
  /** Complex numbers of two float64. */
  complex128(ScalarType.ComplexDouble),
  /** Truth values. */
  bool(ScalarType.Bool),
  /** 8-bit floating-point numbers with 4 bits of exponent and 3 of mantissa, without infinities. */
  float8_e4m3fn(ScalarType.Float8_e4m3fn),
  /** 8-bit floating-point numbers with 5 bits of exponent and 2 of mantissa. */
  float8_e5m2(ScalarType.Float8_e5m2),
  /** {@link #float8_e4m3fn} without negative zero. */
  float8_e4m3fnuz(ScalarType.Float8_e4m3fnuz),
  /** {@link #float8_e5m2} without infinities and negative zero. */
  float8_e5m2fnuz(ScalarType.Float8_e5m2fnuz),
  /** 8 bits of exponent alone: powers of two. */
  float8_e8m0fnu(ScalarType.Float8_e8m0fnu),
  /** Pairs of floating-point numbers of 4 bits. */
  float4_e2m1fn_x2(ScalarType.Float4_e2m1fn_x2),
  /** 8 bits. */
  bits8(ScalarType.Bits8),
  /** 16 bits. */
  bits16(ScalarType.Bits16),
  /** 8 numbers of 1 bit. */
  bits1x8(ScalarType.Bits1x8),
  /** 4 numbers of 2 bits. */
  bits2x4(ScalarType.Bits2x4),
  /** 2 numbers of 4 bits. */
  bits4x2(ScalarType.Bits4x2),
  /** Quantized int8. */
  qint8(ScalarType.QInt8),
  /** Quantized uint8. */
  quint8(ScalarType.QUInt8),
  /** Quantized int32. */
  qint32(ScalarType.QInt32),
  /** 2 quantized numbers of 4 bits. */
  quint4x2(ScalarType.QUInt4x2),
  /** 4 quantized numbers of 2 bits. */
  quint2x4(ScalarType.QUInt2x4),
  /** Unsigned integers of 1 bit. */
  uint1(ScalarType.UInt1),
  /** Signed integers of 1 bit. */
  int1(ScalarType.Int1),
  /** Unsigned integers of 2 bits. */
  uint2(ScalarType.UInt2),
  /** Signed integers of 2 bits. */
  int2(ScalarType.Int2),
  /** Unsigned integers of 3 bits. */
  uint3(ScalarType.UInt3),
  /** Signed integers of 3 bits. */
  int3(ScalarType.Int3),
  /** Unsigned integers of 4 bits. */
  uint4(ScalarType.UInt4),
  /** Signed integers of 4 bits. */
  int4(ScalarType.Int4),
  /** Unsigned integers of 5 bits. */
  uint5(ScalarType.UInt5),
  /** Signed integers of 5 bits. */
  int5(ScalarType.Int5),
  /** Unsigned integers of 6 bits. */
  uint6(ScalarType.UInt6),
  /** Signed integers of 6 bits. */
  int6(ScalarType.Int6),
  /** Unsigned integers of 7 bits. */
  uint7(ScalarType.UInt7),
  /** Signed integers of 7 bits. */
  int7(ScalarType.Int7);

  private final ScalarType raw;

  DType(ScalarType raw) {
    this.raw = raw;
  }

  /** The presets' value of this dtype. */
  public ScalarType unwrap() {
    return raw;
  }

  /**
   * The dtype of the presets' value.
   *
   * @throws IllegalArgumentException if it is one that torch4j has no name for, as those of
   *     quantised tensors
   */
  public static DType wrap(ScalarType raw) {
    Require.nonNull(raw, "raw", "a dtype of the presets");
    for (DType dtype : values()) {
      if (dtype.raw.value == raw.value) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("dtype: got " + raw.intern() + ", expected one of DType's");
  }

  /** Whether it has a fractional part. Same as {@code dtype.is_floating_point}. */
  public boolean isFloatingPoint() {
    return name().startsWith("float") || this == bfloat16;
  }

  /** Whether it has an imaginary part. Same as {@code dtype.is_complex}. */
  public boolean isComplex() {
    return name().startsWith("complex");
  }

  /** Whether it has negative numbers. Same as {@code dtype.is_signed}. */
  public boolean isSigned() {
    return !name().startsWith("uint") && this != bool && this != float8_e8m0fnu;
  }

  /** Bytes of an element. Same as {@code dtype.itemsize}. */
  public int itemsize() {
    return switch (this) {
      case uint8, int8, bool, qint8, quint8, quint4x2, quint2x4 -> 1;
      case uint1, uint2, uint3, uint4, uint5, uint6, uint7 -> 1;
      case int1, int2, int3, int4, int5, int6, int7 -> 1;
      case bits8, bits1x8, bits2x4, bits4x2, float4_e2m1fn_x2 -> 1;
      case float8_e4m3fn, float8_e5m2, float8_e4m3fnuz, float8_e5m2fnuz, float8_e8m0fnu -> 1;
      case uint16, int16, float16, bfloat16, bits16 -> 2;
      case uint32, int32, float32, complex32, qint32 -> 4;
      case uint64, int64, float64, complex64 -> 8;
      case complex128 -> 16;
    };
  }

  /** As Python prints it: {@code torch.float32}. */
  @Override
  public String toString() {
    return "torch." + name();
  }
}
