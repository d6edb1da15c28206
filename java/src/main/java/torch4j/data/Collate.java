package torch4j.data;

import java.util.List;

/**
 * What makes a batch of samples. Same as a {@code collate_fn} of {@code torch.utils.data}.
 *
 * @param <S> the type of a sample
 * @param <B> the type of a batch
 */
@FunctionalInterface
public interface Collate<S, B> {
  /**
   * A batch of these samples, of which there is at least one. With workers it is called on their
   * threads.
   */
  B collate(List<S> samples);

  /**
   * Collates samples of any type to a {@link Batch}. Same as {@code
   * torch.utils.data.default_collate}: tensors are stacked; {@code long}, {@code int} and shorter
   * become an int64 tensor, {@code double} float64, {@code float} float32, {@code boolean} bool;
   * strings a list of strings; arrays of numbers are stacked as tensors; records, maps, lists and
   * batches become a Batch of their components, by name where they have names, however deep. What
   * is none of these is a batch of one value.
   *
   * <p>It throws an IllegalArgumentException if the samples do not fit together: tensors of
   * different shapes, lists of different sizes.
   */
  static <S> Collate<S, Batch> toBatch() {
    return Collation::batch;
  }
}
