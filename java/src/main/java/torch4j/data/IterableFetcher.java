package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import torch4j.internal.Unscoped;

/** Loads the samples of an iterable dataset. */
final class IterableFetcher<S, B> extends Fetcher<B> {
  private final IterableDataset<S> dataset;
  private final Collate<? super S, ? extends B> collate;
  private final boolean batched;
  private final boolean dropLast;
  private Iterator<S> samples;
  private long count;
  private boolean ended;

  /**
   * @param collate null for batches of the samples' own type, which is {@code B} then
   * @param options the size of batches, and what happens to the last one
   */
  IterableFetcher(
      IterableDataset<S> dataset,
      Collate<? super S, ? extends B> collate,
      DataLoaderOptions options) {
    super(Transfer.of(options));
    this.dataset = dataset;
    this.collate = collate;
    batched = options.batchSize() != null;
    dropLast = options.dropLast();
  }

  @Override
  boolean isIterable() {
    return true;
  }

  // Of the indices only their number counts.
  @Override
  B fetch(long[] indices) {
    if (ended) {
      return null;
    }
    List<S> found = new ArrayList<>(indices.length);
    try {
      if (samples == null) {
        samples = Unscoped.make(dataset::iterator);
      }
      // An iterator may keep tensors for later, in a buffer that it shuffles, say: no scope frees
      // them.
      while (found.size() < indices.length && Unscoped.make(samples::hasNext)) {
        found.add(Unscoped.make(samples::next));
        count++;
      }
    } catch (RuntimeException e) {
      throw Samples.failed("dataset: sample " + count, e);
    }
    if (found.size() < indices.length) {
      ended = true;
      close();
      if (found.isEmpty() || dropLast) {
        return null;
      }
    }
    return batch(found);
  }

  private B batch(List<S> found) {
    try {
      return required(collate == null ? sameType(found) : Collated.by(collate, found));
    } catch (MismatchException e) {
      long[] indices = new long[found.size()];
      Arrays.setAll(indices, i -> count - found.size() + i);
      throw e.of(indices);
    } catch (DataLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DataLoaderException(
          "dataset: samples "
              + (count - found.size())
              + " to "
              + (count - 1)
              + ": got "
              + e
              + ", expected a batch",
          e);
    }
  }

  @SuppressWarnings("unchecked") // without a collate function the loader's type is the dataset's
  private B sameType(List<S> found) {
    return (B) (batched ? Collation.sameType(found) : found.get(0));
  }

  @Override
  public void close() {
    Iterator<S> open = samples;
    samples = null;
    ended = true;
    close(open);
  }
}
