package torch4j.serialization;

import java.nio.ByteBuffer;

/** Swaps the byte order of numbers in memory: {@code byteswap} of a storage in Python. */
final class ByteSwap {
  private static final int CHUNK = 1 << 24;

  private ByteSwap() {}

  /**
   * Reverses the bytes of each element of {@code size} bytes; an incomplete last element is not
   * changed.
   */
  static void reverse(NativeMemory memory, int size) {
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
