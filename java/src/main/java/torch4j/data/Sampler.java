package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import torch4j.internal.Require;

/**
 * An order of samples: their indices, anew for each epoch. Same as {@code
 * torch.utils.data.Sampler}.
 *
 * <p>As in Python, a loader asks for the iterator when the first batch is due, and for an index
 * when a batch needs it.
 */
public interface Sampler extends Iterable<Long> {
  /** The indices of one epoch. */
  @Override
  PrimitiveIterator.OfLong iterator();

  /** The number of indices in an epoch. Same as {@code len(sampler)}. */
  long size();

  /**
   * Always the same indices.
   *
   * @throws IllegalArgumentException if they are null
   */
  static Sampler of(long... indices) {
    return new FixedSampler(Require.nonNull(indices, "indices", "indices").clone());
  }

  /** All indices of one epoch at once. */
  default long[] indices() {
    var indices = new long[Math.toIntExact(size())];
    int count = 0;
    for (var each = iterator(); each.hasNext(); count++) {
      if (count == indices.length) {
        indices = Arrays.copyOf(indices, Math.max(16, 2 * count));
      }
      indices[count] = each.nextLong();
    }
    return Arrays.copyOf(indices, count);
  }
}
