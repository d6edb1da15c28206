package torch4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import torch4j.internal.Require;

/**
 * A map-style dataset: samples by their index. Same as {@code torch.utils.data.Dataset}.
 *
 * <p>A sample is whatever {@code S} is: a {@link Batch}, a tensor, a record, a list, a map, or
 * anything that a {@link Collate} turns into a batch. With workers, several threads load samples at
 * once: reading shared data is safe, changing it needs a lock.
 *
 * <p>When a {@link DataLoader} loads samples, the tensors that {@link #get} makes on the way to the
 * sample are freed at once, and the sample's own when their batch is made. A dataset that keeps
 * some for later makes them before, or takes them out with {@link torch4j.Scope#keep}.
 *
 * @param <S> the type of a sample
 */
public interface Dataset<S> {
  /** The number of samples. Same as {@code len(dataset)}. */
  long size();

  /**
   * One sample. Same as {@code dataset[index]}.
   *
   * @throws IndexOutOfBoundsException if the index is not from 0 to {@code size() - 1}
   */
  S get(long index);

  /**
   * Several samples. Same as Python's {@code dataset.__getitems__(indices)}; to be overridden where
   * samples can be loaded faster together than one by one.
   *
   * @throws DataLoaderException if a sample cannot be loaded; it names the index, and has what
   *     {@link #get} threw as its cause
   */
  default List<S> getItems(long... indices) {
    Require.nonNull(indices, "indices", "indices of samples");
    List<S> samples = new ArrayList<>(indices.length);
    for (long index : indices) {
      samples.add(Samples.get(this, index));
    }
    return samples;
  }

  /**
   * A batch of samples, with the type of one: each tensor has one dimension more, the first. To be
   * overridden where a whole batch can be loaded at once, as {@link TensorDataset} does.
   *
   * @throws IllegalArgumentException if there are no indices, or the samples do not fit together
   * @throws DataLoaderException if a sample cannot be loaded; it names the index
   */
  default S getBatch(long... indices) {
    if (Require.nonNull(indices, "indices", "indices of samples").length == 0) {
      throw new IllegalArgumentException("indices: got none, expected at least one");
    }
    return Samples.batch(this, indices);
  }

  /**
   * The elements of a list, which is not copied.
   *
   * @throws IllegalArgumentException if the list is null
   */
  static <S> Dataset<S> of(List<S> samples) {
    return new ListDataset<>(Require.nonNull(samples, "samples", "a list of samples"));
  }

  /**
   * So many samples that a function makes of their indices.
   *
   * @throws IllegalArgumentException if the size is negative, or the function null
   */
  static <S> Dataset<S> of(long size, LongFunction<? extends S> sample) {
    return new FunctionDataset<>(
        size, Require.nonNull(sample, "sample", "a function of the index"));
  }
}
