package torch4j.data;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import torch4j.Generator;
import torch4j.Torch;
import torch4j.internal.Require;

/** Given indices in random order. Same as {@code torch.utils.data.SubsetRandomSampler}. */
public final class SubsetRandomSampler implements DrawingSampler {
  private final long[] indices;
  private final Generator generator;

  /** These indices, drawn with the default generator. */
  public SubsetRandomSampler(long... indices) {
    this(indices, null);
  }

  /**
   * These indices.
   *
   * @param generator the generator; null for the default one
   */
  public SubsetRandomSampler(long[] indices, Generator generator) {
    Torch.init();
    this.indices = Require.nonNull(indices, "indices", "indices of samples").clone();
    this.generator = generator;
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public long size() {
    return indices.length;
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return DrawnIndices.once(
        () ->
            LongStream.of(Draws.permutation(indices.length, generator))
                .map(place -> indices[(int) place])
                .toArray());
  }

  @Override
  public String toString() {
    return "SubsetRandomSampler(" + indices.length + " indices)";
  }
}
