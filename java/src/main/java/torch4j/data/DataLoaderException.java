package torch4j.data;

/**
 * A sample or a batch that could not be loaded. It names the sample's index; what the dataset, the
 * collate function or a worker threw is its cause, with the stack of the thread that it happened
 * on. In Python, the {@code RuntimeError} of a worker, or what the dataset raised.
 */
public final class DataLoaderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure, and what caused it; null for nothing. */
  DataLoaderException(String message, Throwable cause) {
    super(message, cause);
  }
}
