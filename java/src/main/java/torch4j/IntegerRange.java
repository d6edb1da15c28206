package torch4j;

import java.lang.reflect.Array;

/**
 * The numbers that an integral dtype takes from Java, which are those that it takes in Python's
 * {@code torch.tensor(list, dtype)}: numbers below 0 wrap around in uint8, uint16 and uint32, and
 * fractions are cut off.
 *
 * @param dtype the dtype
 * @param bits the number of bits of its values, without a sign
 */
record IntegerRange(DType dtype, int bits) {
  private static final double BEYOND_LONG = 0x1p63;

  /** The range of a dtype; null if it is not one of integers, and takes all numbers. */
  static IntegerRange of(DType dtype) {
    if (dtype == DType.bool || dtype.isFloatingPoint() || dtype.isComplex()) {
      return null;
    }
    return new IntegerRange(dtype, Byte.SIZE * dtype.itemsize() - (dtype.isSigned() ? 1 : 0));
  }

  /**
   * Checks all elements of an array.
   *
   * @throws IllegalArgumentException if one is out of range, which is named by its place
   */
  void requireAll(ElementType type, Object array) {
    if (type == ElementType.BOOLEAN || type == ElementType.BYTE || isWider(type)) {
      return; // bytes are 0 to 255 here
    }
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      boolean fits =
          switch (type) {
            case SHORT -> takes(((short[]) array)[i]);
            case INT -> takes(((int[]) array)[i]);
            case LONG -> takes(((long[]) array)[i]);
            case FLOAT -> takes((double) ((float[]) array)[i]);
            default -> takes(((double[]) array)[i]);
          };
      if (!fits) {
        throw refused(Array.get(array, i), " at " + i);
      }
    }
  }

  private boolean isWider(ElementType type) {
    return !type.isFloating() && dtype.isSigned() && dtype.itemsize() >= type.dtype().itemsize();
  }

  /** Checks an integer. */
  void require(long value) {
    if (!takes(value)) {
      throw refused(value, "");
    }
  }

  /** Checks a floating-point number. */
  void require(double value) {
    if (!takes(value)) {
      throw refused(value, "");
    }
  }

  /** Checks a floating-point number at a place among others. */
  void require(double value, int place) {
    if (!takes(value)) {
      throw refused(value, " at " + place);
    }
  }

  private boolean takes(long value) {
    if (bits == Long.SIZE) {
      return value >= 0;
    }
    return bits == Long.SIZE - 1 || (value <= greatest() && value >= leastTaken());
  }

  private boolean takes(double value) {
    return bits == Long.SIZE - 1
        ? value >= -BEYOND_LONG && value < BEYOND_LONG
        : bits < Long.SIZE && value >= least() && value <= greatest(); // false for NaN
  }

  private long greatest() {
    return (1L << bits) - 1;
  }

  private long least() {
    return dtype.isSigned() ? -(1L << bits) : 0;
  }

  private long leastTaken() {
    return dtype.isSigned() ? least() : -greatest();
  }

  private IllegalArgumentException refused(Object value, String place) {
    String most = bits == Long.SIZE ? "2^64 - 1" : Long.toString(greatest());
    return new IllegalArgumentException(
        "tensor: got "
            + value
            + place
            + ", expected "
            + (bits == Long.SIZE ? "integers" : "numbers")
            + " from "
            + least()
            + " to "
            + most
            + " for "
            + dtype.name());
  }
}
