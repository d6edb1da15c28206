package torch4j.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import torch4j.internal.Require;

/**
 * The indices of another sampler in mini-batches. Same as {@code torch.utils.data.BatchSampler}.
 */
public final class BatchSampler implements Iterable<long[]> {
  private final Sampler sampler;
  private final int batchSize;
  private final boolean dropLast;

  /**
   * Mini-batches of a sampler's indices.
   *
   * @param batchSize the size of a mini-batch
   * @param dropLast whether to drop the last batch if it would be smaller
   * @throws IllegalArgumentException if {@code batchSize} is not positive
   */
  public BatchSampler(Sampler sampler, int batchSize, boolean dropLast) {
    this.sampler = Require.nonNull(sampler, "sampler", "a sampler");
    this.batchSize = (int) Positive.require("batchSize", batchSize);
    this.dropLast = dropLast;
  }

  /** The sampler of the indices. */
  public Sampler sampler() {
    return sampler;
  }

  /** The number of batches. Same as {@code len(sampler)}. */
  public long size() {
    long whole = sampler.size() / batchSize;
    return dropLast || sampler.size() % batchSize == 0 ? whole : whole + 1;
  }

  /** The batches of one epoch. The sampler is asked for its iterator when the first is due. */
  @Override
  public Iterator<long[]> iterator() {
    return new Batches();
  }

  @Override
  public String toString() {
    return "BatchSampler(" + sampler + ", batchSize " + batchSize + ", dropLast " + dropLast + ")";
  }

  private final class Batches implements Iterator<long[]> {
    private PrimitiveIterator.OfLong indices;
    private long[] next;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        next = pull();
        ended = next == null;
      }
      return next != null;
    }

    // As in Python, the sampler is not asked for more than the batch needs.
    private long[] pull() {
      if (indices == null) {
        indices = sampler.iterator();
      }
      var batch = new long[batchSize];
      int count = 0;
      while (count < batchSize && indices.hasNext()) {
        batch[count++] = indices.nextLong();
      }
      if (count == batchSize) {
        return batch;
      }
      return count == 0 || dropLast ? null : Arrays.copyOf(batch, count);
    }

    @Override
    public long[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException(
            "batch: got none after the last, expected a call to hasNext() before");
      }
      long[] batch = next;
      next = null;
      return batch;
    }
  }
}
