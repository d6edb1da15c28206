package torch4j.data;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;

/**
 * Indices that are drawn in blocks, each when the one before is used up, as Python's samplers do.
 */
abstract class DrawnIndices implements PrimitiveIterator.OfLong {
  private long[] block = {};
  private int next;
  private boolean ended;

  /** The next block, which may be empty; null after the last. */
  abstract long[] draw();

  @Override
  public final boolean hasNext() {
    while (next == block.length && !ended) {
      long[] drawn = draw();
      ended = drawn == null;
      block = ended ? block : drawn;
      next = ended ? next : 0;
    }
    return next < block.length;
  }

  @Override
  public final long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "index: got none after the last, expected a call to hasNext() before");
    }
    return block[next++];
  }

  /** One block, drawn when the first index is due. */
  static DrawnIndices once(Supplier<long[]> block) {
    return new DrawnIndices() {
      private boolean drawn;

      @Override
      long[] draw() {
        if (drawn) {
          return null;
        }
        drawn = true;
        return block.get();
      }
    };
  }
}
