package torch4j.serialization;

import java.nio.ByteBuffer;

/** Turns big-endian numbers into little-endian ones, and back. */
final class ByteOrders {
  private static final int CHUNK = 1 << 24;

  private ByteOrders() {}

  /**
   * Reverses the bytes of each group of {@code size}, a power of 2; an incomplete last one stays.
   */
  static void reverse(Memory memory, int size) {
    for (long at = 0; at < memory.size(); at += CHUNK) {
      ByteBuffer chunk = memory.buffer(at, (int) Math.min(CHUNK, memory.size() - at));
      for (int group = 0; group + size <= chunk.capacity(); group += size) {
        for (int low = group, high = group + size - 1; low < high; low++, high--) {
          byte swapped = chunk.get(low);
          chunk.put(low, chunk.get(high));
          chunk.put(high, swapped);
        }
      }
    }
  }
}
