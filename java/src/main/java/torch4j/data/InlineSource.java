package torch4j.data;

import java.util.Iterator;

/** Batches that are loaded when they are asked for, on the thread that asks. */
final class InlineSource<B> implements Source<B> {
  private final Fetcher<B> fetcher;
  private final Iterator<long[]> indices;
  private Loaded<B> ready;
  private RuntimeException failure;

  InlineSource(Fetcher<B> fetcher, Iterator<long[]> indices) {
    this.fetcher = fetcher;
    this.indices = indices;
  }

  // An iterable dataset has to be asked for the batch itself.
  @Override
  public boolean hasNext() {
    if (!fetcher.isIterable() || ready != null || failure != null) {
      return indices.hasNext();
    }
    try {
      ready = fetcher.load(indices.next());
      return ready != null;
    } catch (RuntimeException e) {
      failure = e;
      return true;
    }
  }

  @Override
  public Loaded<B> next() {
    if (!fetcher.isIterable()) {
      return fetcher.load(indices.next());
    }
    Loaded<B> batch = ready;
    RuntimeException thrown = failure;
    ready = null;
    failure = null;
    if (thrown != null) {
      throw thrown;
    }
    return batch;
  }

  @Override
  public void run() {
    if (ready != null) {
      ready.free();
      ready = null;
    }
    fetcher.close();
  }
}
