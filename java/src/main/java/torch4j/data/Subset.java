package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/** A subset of a dataset at specified indices. Same as {@code torch.utils.data.Subset}. */
public final class Subset implements Dataset {
  private final Dataset dataset;
  private final long[] indices;

  /** The samples at these indices, in their order. */
  public Subset(Dataset dataset, long... indices) {
    this.dataset = Require.nonNull(dataset, "dataset", "a dataset");
    this.indices = Require.nonNull(indices, "indices", "indices of samples").clone();
  }

  /**
   * Randomly splits a dataset into non-overlapping datasets, with the default generator. Same as
   * {@code torch.utils.data.random_split}: the same seed gives the same split.
   *
   * @param lengths the lengths of the splits, whose sum is the size of the dataset
   * @throws IllegalArgumentException if the sum is another number, or a length is negative
   */
  public static List<Subset> randomSplit(Dataset dataset, long... lengths) {
    Torch.init();
    Require.nonNull(dataset, "dataset", "a dataset");
    Require.nonNull(lengths, "lengths", "sizes");
    if (LongStream.of(lengths).sum() != dataset.size()
        || LongStream.of(lengths).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "lengths: got "
              + Arrays.toString(lengths)
              + ", expected sizes that sum to "
              + dataset.size());
    }
    long[] order = RandomOrder.permutation(dataset.size());
    List<Subset> parts = new ArrayList<>();
    int from = 0;
    for (long length : lengths) {
      int to = from + Math.toIntExact(length);
      parts.add(new Subset(dataset, Arrays.copyOfRange(order, from, to)));
      from = to;
    }
    return parts;
  }

  /** The indices into the dataset. */
  public long[] indices() {
    return indices.clone();
  }

  @Override
  public long size() {
    return indices.length;
  }

  @Override
  public List<Tensor> get(long index) {
    return dataset.get(indices[Math.toIntExact(index)]);
  }

  @Override
  public Batch getBatch(long... chosen) {
    return dataset.getBatch(
        LongStream.of(Require.nonNull(chosen, "chosen", "indices of samples"))
            .map(index -> indices[Math.toIntExact(index)])
            .toArray());
  }
}
