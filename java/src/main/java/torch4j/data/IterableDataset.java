package torch4j.data;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import torch4j.internal.Require;

/**
 * Samples that come one after the other. Same as {@code torch.utils.data.IterableDataset}.
 *
 * <p>Each epoch asks for an iterator; with workers, each worker does, on its own thread, and {@link
 * WorkerInfo#current()} tells it which part it is to read. Without that every worker reads all
 * samples, as in Python. An iterator that is {@link AutoCloseable} is closed at its end, or when
 * the loop is left. It may keep tensors for later: those that it makes belong to no scope.
 *
 * @param <S> the type of a sample
 */
public interface IterableDataset<S> extends Iterable<S> {
  /** Iterates over the samples once. */
  @Override
  Iterator<S> iterator();

  /**
   * The number of samples, for {@link DataLoader#size()}. Same as {@code len(dataset)}.
   *
   * @throws UnsupportedOperationException if the dataset does not know it
   */
  default long size() {
    throw new UnsupportedOperationException(
        "size: got an iterable dataset, expected one that knows its size");
  }

  /**
   * The elements of an iterable, such as a list.
   *
   * @throws IllegalArgumentException if it is null
   */
  static <S> IterableDataset<S> of(Iterable<S> samples) {
    Require.nonNull(samples, "samples", "samples");
    return samples::iterator;
  }

  /**
   * The elements of streams, of which each epoch, and each worker, takes another one: {@code
   * IterableDataset.of(() -> Files.lines(path))}. Streams are closed.
   *
   * @throws IllegalArgumentException if the supplier is null
   */
  static <S> IterableDataset<S> of(Supplier<Stream<S>> streams) {
    Require.nonNull(streams, "streams", "a supplier of streams");
    return () -> new StreamIterator<>(streams.get());
  }
}
