package torch4j.serialization;

import java.util.Arrays;

/** Storage offset, sizes and strides of a tensor, in elements: what ATen calls its geometry. */
final class TensorGeometry {
  private final long offset;
  private final long[] sizes;
  private final long[] strides;

  /**
   * A geometry.
   *
   * @throws IllegalStateException if a number is negative, or there is not one stride for each size
   */
  TensorGeometry(long offset, long[] sizes, long[] strides) {
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
    if (offset < 0) {
      throw new IllegalStateException("storage_offset: got " + offset + ", expected >= 0");
    }
    requireNonNegative("size", sizes);
    requireNonNegative("stride", strides);
    if (sizes.length != strides.length) {
      throw new IllegalStateException(
          "stride: got "
              + Arrays.toString(strides)
              + ", expected one for each of the sizes "
              + Arrays.toString(sizes));
    }
  }

  long offset() {
    return offset;
  }

  long[] sizes() {
    return sizes;
  }

  long[] strides() {
    return strides;
  }

  private static void requireNonNegative(String what, long[] numbers) {
    for (long number : numbers) {
      if (number < 0) {
        throw new IllegalStateException(
            what + ": got " + Arrays.toString(numbers) + ", expected none below 0");
      }
    }
  }

  /** Refuses a tensor with elements beyond its storage. */
  void requireWithin(LoadedStorage storage, Dtype dtype) {
    long there = dtype.elements(storage.bytes().numel());
    if (!fits(there)) {
      throw new IllegalStateException(
          "size: got "
              + Arrays.toString(sizes)
              + " with the strides "
              + Arrays.toString(strides)
              + " from "
              + offset
              + ", expected elements within the "
              + there
              + " of storage "
              + storage.key());
    }
  }

  private boolean fits(long there) {
    try {
      long count = 1;
      long last = offset;
      boolean empty = false;
      for (int i = 0; i < sizes.length; i++) {
        empty |= sizes[i] == 0;
        count = Math.multiplyExact(count, Math.max(sizes[i], 1));
        last = Math.addExact(last, Math.multiplyExact(Math.max(sizes[i], 1) - 1, strides[i]));
      }
      return empty || last < there;
    } catch (ArithmeticException e) {
      return false;
    }
  }
}
