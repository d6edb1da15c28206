package torch4j.data;

import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import torch4j.internal.HandOverScope;
import torch4j.internal.StepLoop;

/**
 * Iterates once over the batches of a {@link DataLoader}. For one thread only.
 *
 * <p>It need not be closed: at the end, or when the garbage collector finds that the loop was left,
 * its workers end and the batches that they had ready are freed. Closing it does so at once.
 *
 * @param <B> the type of a batch
 */
public final class LoaderIterator<B> implements Iterator<B>, AutoCloseable {
  @SuppressWarnings({"unused", "UnusedVariable"}) // persistent workers end with the loader
  private final DataLoader<B> loader;

  private final Source<B> source;
  private final Progress progress;
  private final StepLoop steps = new StepLoop("iterator");
  private Thread owner;
  private boolean closed;

  LoaderIterator(DataLoader<B> loader, Source<B> source, Progress progress) {
    this.loader = loader;
    this.source = source;
    this.progress = progress;
  }

  /**
   * Whether there is another batch. With an iterable dataset it waits for the batch.
   *
   * @throws IllegalStateException if another thread has begun to use this iterator
   * @throws DataLoaderException as {@link #next()}, where it waits
   */
  @Override
  public boolean hasNext() {
    claim("hasNext");
    steps.endStep();
    try {
      boolean more = !closed && source.hasNext();
      if (!more && !closed) {
        progress.ends();
        close();
      }
      return more;
    } finally {
      Reference.reachabilityFence(this); // or its workers would end while it waits for them
    }
  }

  /**
   * The next batch, with which a step begins: the step owns the batch's tensors and those that are
   * made after it, and ends, freeing them, with the next call of {@link #hasNext}, {@code next} or
   * {@link #close}. {@link torch4j.Torch#keep} takes a tensor out of it.
   *
   * @throws DataLoaderException if a sample or the batch cannot be loaded, a worker is late, or
   *     this thread is interrupted while it waits; the next call goes on with the batch after it in
   *     the first case, in the others the iterator is closed
   * @throws IllegalStateException if another thread has begun to use this iterator, or it is closed
   * @throws NoSuchElementException if there is none
   */
  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "batch: got none after the last, expected a call to hasNext() before");
    }
    try {
      steps.beginStep();
      progress.yields();
      Loaded<B> loaded = source.next();
      HandOverScope.handOver(loaded.owned());
      return loaded.value();
    } catch (RuntimeException | Error e) {
      steps.endStep();
      throw e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Ends the workers, each after its batch, and frees the batches that nobody has had. Closing
   * twice does nothing.
   *
   * @throws IllegalStateException if another thread has begun to use this iterator
   */
  @Override
  public void close() {
    claim("close");
    steps.endStep();
    if (!closed) {
      closed = true;
      source.run();
    }
  }

  /** Drops so many batches; any thread may begin to use the iterator afterwards. */
  void skip(long batches) {
    for (long i = 0; i < batches && source.hasNext(); i++) {
      source.next().free();
    }
  }

  private synchronized void claim(String method) {
    Thread current = Thread.currentThread();
    if (owner == null) {
      owner = current;
    } else if (owner != current) {
      throw new IllegalStateException(
          method
              + ": got thread "
              + current.getName()
              + ", expected "
              + owner.getName()
              + ", which uses this iterator");
    }
  }
}
