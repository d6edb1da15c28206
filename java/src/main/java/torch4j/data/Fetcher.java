package torch4j.data;

import java.util.Iterator;
import torch4j.internal.HandOverScope;

/** Loads one batch after the other. Used by one thread. */
abstract class Fetcher<B> implements AutoCloseable {
  private final Transfer transfer;

  Fetcher(Transfer transfer) {
    this.transfer = transfer;
  }

  /**
   * The next batch; null at the end of an iterable dataset.
   *
   * @throws DataLoaderException if it cannot be loaded
   */
  abstract B fetch(long[] indices);

  /** Whether the dataset is an iterable one, which alone knows its end. */
  abstract boolean isIterable();

  /** The next batch; null at the end. What was made on the way is freed. */
  final Loaded<B> load(long[] indices) {
    try (var scope = new HandOverScope()) {
      B batch = fetch(indices);
      if (batch == null) {
        return null;
      }
      batch = transfer.apply(batch);
      TensorTree found = TensorTree.of(batch);
      if (found.opaque()) {
        scope.extend(); // nobody knows what to free: it is left to the garbage collector
      }
      return new Loaded<>(batch, scope.take(found.tensors()));
    }
  }

  @Override
  public void close() {}

  /** What the collate function makes; it may throw, but not return null. */
  static <B> B required(B batch) {
    if (batch == null) {
      throw new DataLoaderException("collate: got null, expected a batch", null);
    }
    return batch;
  }

  /** Closes an iterator that has something to close. */
  static void close(Iterator<?> iterator) {
    if (iterator instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new DataLoaderException("dataset: got " + e + ", expected its iterator to close", e);
      }
    }
  }
}
