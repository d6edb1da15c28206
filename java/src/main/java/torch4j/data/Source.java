package torch4j.data;

/**
 * Where an iterator's batches come from. It does not know the iterator, whose garbage collection
 * closes it.
 */
interface Source<B> extends Runnable {
  /** Whether there is another batch, or a failure in its place. */
  boolean hasNext();

  /**
   * The next batch.
   *
   * @throws DataLoaderException if it could not be loaded
   */
  Loaded<B> next();

  /** Frees everything: threads, batches that nobody has had, the dataset's iterator. */
  @Override
  void run();
}
