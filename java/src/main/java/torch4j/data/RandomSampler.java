package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import torch4j.Generator;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Samples in random order, or drawn with replacement. Same as {@code
 * torch.utils.data.RandomSampler}: the same seed gives the same indices.
 */
public final class RandomSampler implements DrawingSampler {
  private static final int BLOCK = 32; // Python's

  private final Dataset<?> dataset;
  private final boolean replacement;
  private final Long numSamples;
  private final Generator generator;

  /**
   * Each sample once, in random order.
   *
   * @throws IllegalArgumentException if the dataset is empty
   */
  public RandomSampler(Dataset<?> dataset) {
    this(dataset, false, null, null);
  }

  /**
   * Samples in random order.
   *
   * @param replacement whether a sample may be drawn again
   * @param numSamples the number of indices in an epoch; null for the dataset's size
   * @param generator the generator; null for one that is seeded from the default generator
   * @throws IllegalArgumentException if the dataset is empty and {@code numSamples} null, or {@code
   *     numSamples} is not positive
   */
  public RandomSampler(
      Dataset<?> dataset, boolean replacement, Long numSamples, Generator generator) {
    Torch.init();
    this.dataset = Require.nonNull(dataset, "dataset", "a dataset");
    this.replacement = replacement;
    this.numSamples = numSamples;
    this.generator = generator;
    Positive.require("numSamples", size());
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public long size() {
    return numSamples == null ? dataset.size() : numSamples;
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return new Indices();
  }

  @Override
  public String toString() {
    return "RandomSampler("
        + dataset.size()
        + " samples, replacement "
        + replacement
        + ", numSamples "
        + size()
        + ")";
  }

  private final class Indices extends DrawnIndices {
    private final long n = dataset.size();
    private final long size = replacement ? BLOCK : n;
    private long left = RandomSampler.this.size();
    private Generator source = generator;
    private boolean ended;

    // Python draws another block after the last whole one, also if it needs nothing of it. That is
    // seen in a given generator only; one of our own is not kept for it.
    @Override
    long[] draw() {
      if (n == 0) {
        throw new IllegalStateException("dataset: got no samples to draw from, expected some");
      }
      if (ended) {
        return null;
      }
      if (source == null) {
        source = new Generator().manualSeed(Draws.seed(null));
      }
      int count = (int) Math.min(size, left);
      long[] drawn =
          replacement
              ? Draws.integers(n, count, source)
              : Arrays.copyOf(Draws.permutation(n, source), count);
      left -= count;
      ended = count < size || (left == 0 && generator == null);
      source = ended ? null : source;
      return drawn;
    }
  }
}
