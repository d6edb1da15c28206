package torch4j.data;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import torch4j.internal.Require;

/**
 * Iterable datasets one after the other. Same as {@code torch.utils.data.ChainDataset}.
 *
 * @param <S> the type of a sample
 */
public final class ChainDataset<S> implements IterableDataset<S> {
  private final List<IterableDataset<S>> datasets;

  /**
   * The samples of these datasets.
   *
   * @throws IllegalArgumentException if the list or an element is null
   */
  public ChainDataset(List<? extends IterableDataset<S>> datasets) {
    this.datasets = List.copyOf(Require.noNulls(datasets, "datasets", "a dataset"));
  }

  /** The datasets. */
  public List<IterableDataset<S>> datasets() {
    return datasets;
  }

  @Override
  public Iterator<S> iterator() {
    return new Chained<>(datasets.iterator());
  }

  /** The sum of the sizes. */
  @Override
  public long size() {
    return datasets.stream().mapToLong(IterableDataset::size).sum();
  }

  private static final class Chained<S> implements Iterator<S>, AutoCloseable {
    private final Iterator<IterableDataset<S>> rest;
    private Iterator<S> current;

    Chained(Iterator<IterableDataset<S>> rest) {
      this.rest = rest;
    }

    @Override
    public boolean hasNext() {
      while (current == null || !current.hasNext()) {
        close();
        if (!rest.hasNext()) {
          return false;
        }
        current = rest.next().iterator();
      }
      return true;
    }

    @Override
    public S next() {
      if (!hasNext()) {
        throw new NoSuchElementException(
            "sample: got none after the last, expected a call to hasNext() before");
      }
      return current.next();
    }

    @Override
    public void close() {
      Fetcher.close(current);
      current = null;
    }
  }
}
