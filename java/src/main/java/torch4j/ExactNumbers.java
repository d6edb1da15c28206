package torch4j;

/**
 * Narrows numbers to types that must have room for each of them.
 *
 * @param method the name of the method, for messages
 * @param dtype the dtype that they come from
 * @param start the place of the first number among the tensor's elements
 */
record ExactNumbers(String method, DType dtype, long start) {
  private static final double BEYOND_LONG = 0x1p63;

  /**
   * Copies all numbers to a place in an array.
   *
   * @param numbers longs or doubles; longs of uint64 are unsigned
   * @throws IllegalArgumentException if one does not fit; it says which
   */
  void narrow(Object numbers, Object array, int offset) {
    if (numbers instanceof double[] doubles) {
      narrow(whole(doubles), array, offset);
    } else if (array instanceof float[] || array instanceof double[]) {
      unsigned((long[]) numbers, array, offset);
    } else {
      narrow((long[]) numbers, array, offset);
    }
  }

  private void narrow(long[] longs, Object array, int offset) {
    for (int i = 0; i < longs.length; i++) {
      if (dtype == DType.uint64 && longs[i] < 0) {
        throw outside(Long.toUnsignedString(longs[i]), i, Long.MIN_VALUE, Long.MAX_VALUE);
      }
    }
    if (array instanceof int[] ints) {
      for (int i = 0; i < longs.length; i++) {
        ints[offset + i] = (int) longs[i];
        if (ints[offset + i] != longs[i]) {
          throw outside(longs[i], i, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
      }
    } else if (array instanceof short[] shorts) {
      for (int i = 0; i < longs.length; i++) {
        shorts[offset + i] = (short) longs[i];
        if (shorts[offset + i] != longs[i]) {
          throw outside(longs[i], i, Short.MIN_VALUE, Short.MAX_VALUE);
        }
      }
    } else {
      System.arraycopy(longs, 0, array, offset, longs.length);
    }
  }

  private long[] whole(double[] doubles) {
    var longs = new long[doubles.length];
    for (int i = 0; i < doubles.length; i++) {
      double number = doubles[i];
      longs[i] = (long) number;
      if (longs[i] != number || number == BEYOND_LONG) { // NaN is not equal to anything
        throw Double.isFinite(number) && number == Math.rint(number)
            ? outside(number, i, Long.MIN_VALUE, Long.MAX_VALUE)
            : refused(number, i, "a whole number; call round() or trunc() before");
      }
    }
    return longs;
  }

  private static void unsigned(long[] longs, Object array, int offset) {
    for (int i = 0; i < longs.length; i++) {
      // Half of it, with a last bit that says whether anything was cut off, rounds to even alike.
      double number = longs[i] >= 0 ? longs[i] : 2.0 * ((longs[i] >>> 1) | (longs[i] & 1));
      if (array instanceof double[] doubles) {
        doubles[offset + i] = number;
      } else {
        ((float[]) array)[offset + i] =
            longs[i] >= 0 ? longs[i] : 2.0f * ((longs[i] >>> 1) | (longs[i] & 1));
      }
    }
  }

  private IllegalArgumentException outside(Object number, int i, long least, long most) {
    return refused(number, i, "numbers from " + least + " to " + most);
  }

  private IllegalArgumentException refused(Object number, int i, String expected) {
    return new IllegalArgumentException(
        method + ": got " + number + " at " + (start + i) + ", expected " + expected);
  }
}
