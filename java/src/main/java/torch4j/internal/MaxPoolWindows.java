package torch4j.internal;

import org.bytedeco.pytorch.Tensor;

/**
 * A check that LibTorch does not do: of a window of a max pooling that has no element of the input,
 * its elements lying before and after it, LibTorch takes an index that was never set, and its
 * backward pass writes there.
 */
public final class MaxPoolWindows {
  private MaxPoolWindows() {}

  /**
   * Refuses an input that some window misses.
   *
   * @param stride one for each of the last dimensions, as {@code padding} and {@code dilation}
   * @throws IllegalArgumentException if there is such a window
   */
  public static void requireInputInEach(
      Tensor input, long[] stride, long[] padding, long[] dilation) {
    for (int i = 0; i < dilation.length; i++) {
      if (padding[i] > 0 && dilation[i] > 1 && stride[i] > 0 && input.dim() >= dilation.length) {
        long size = input.size(input.dim() - dilation.length + i);
        if (size > 0 && size < dilation[i] && isMissed(size, stride[i], padding[i], dilation[i])) {
          throw new IllegalArgumentException(
              "dilation: got "
                  + dilation[i]
                  + " with padding "
                  + padding[i]
                  + " for an input of size "
                  + size
                  + ", expected windows that all have an element of the input");
        }
      }
    }
  }

  // Only a window that begins in the padding can miss the input.
  private static boolean isMissed(long size, long stride, long padding, long dilation) {
    for (long start = -padding; start < 0; start += stride) {
      if (Math.floorMod(start, dilation) >= size) {
        return true;
      }
    }
    return false;
  }
}
