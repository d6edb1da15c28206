package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import torch4j.Generator;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * A subset of a dataset at specified indices. Same as {@code torch.utils.data.Subset}; {@link
 * #randomSplit} is Python's {@code random_split}.
 *
 * @param <S> the type of a sample
 */
public final class Subset<S> implements Dataset<S> {
  private static final double CLOSE = 1e-9; // math.isclose

  private final Dataset<S> dataset;
  private final long[] indices;

  /** The samples at these indices, in their order. */
  public Subset(Dataset<S> dataset, long... indices) {
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
  public static <S> List<Subset<S>> randomSplit(Dataset<S> dataset, long... lengths) {
    return randomSplit(dataset, lengths, null);
  }

  /**
   * Same, by fractions of the dataset's size. Each split has the whole part of its fraction; of the
   * samples that are left, each split gets one, from the first on.
   *
   * @param fractions the fractions, whose sum is 1
   * @throws IllegalArgumentException if the sum is another number, or a fraction is negative
   */
  public static <S> List<Subset<S>> randomSplit(Dataset<S> dataset, double... fractions) {
    return randomSplit(dataset, fractions, null);
  }

  /**
   * Same, with a generator.
   *
   * @param generator draws the indices; null for the default generator
   */
  public static <S> List<Subset<S>> randomSplit(
      Dataset<S> dataset, double[] fractions, Generator generator) {
    Require.nonNull(dataset, "dataset", "a dataset");
    Require.nonNull(fractions, "fractions", "fractions");
    double sum = 0;
    for (double fraction : fractions) { // in Python's order: a stream sums with compensation
      sum += fraction;
    }
    boolean isOne = sum <= 1 && 1 - sum <= CLOSE;
    if (!isOne || DoubleStream.of(fractions).anyMatch(f -> f < 0)) {
      throw new IllegalArgumentException(
          "fractions: got "
              + Arrays.toString(fractions)
              + ", expected numbers from 0 to 1 that sum to 1");
    }
    long size = dataset.size();
    long[] lengths =
        DoubleStream.of(fractions).mapToLong(f -> (long) Math.floor(size * f)).toArray();
    long rest = size - LongStream.of(lengths).sum();
    for (int i = 0; i < rest; i++) {
      lengths[i % lengths.length]++;
    }
    return randomSplit(dataset, lengths, generator);
  }

  /**
   * Same, by lengths and with a generator.
   *
   * @param generator draws the indices; null for the default generator
   */
  public static <S> List<Subset<S>> randomSplit(
      Dataset<S> dataset, long[] lengths, Generator generator) {
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
    long[] order = Draws.permutation(dataset.size(), generator);
    List<Subset<S>> parts = new ArrayList<>();
    int from = 0;
    for (long length : lengths) {
      int to = from + Math.toIntExact(length);
      parts.add(new Subset<>(dataset, Arrays.copyOfRange(order, from, to)));
      from = to;
    }
    return parts;
  }

  /** The whole dataset. */
  public Dataset<S> dataset() {
    return dataset;
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
  public S get(long index) {
    return dataset.get(inDataset(index));
  }

  @Override
  public List<S> getItems(long... chosen) {
    return dataset.getItems(inDataset(chosen));
  }

  @Override
  public S getBatch(long... chosen) {
    return dataset.getBatch(inDataset(chosen));
  }

  private long[] inDataset(long[] chosen) {
    Require.nonNull(chosen, "chosen", "indices of samples");
    var found = new long[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      found[i] = inDataset(chosen[i]);
    }
    return found;
  }

  private long inDataset(long index) {
    return indices[Math.toIntExact(Samples.checked(index, indices.length))];
  }
}
