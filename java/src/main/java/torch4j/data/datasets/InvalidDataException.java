package torch4j.data.datasets;

/** Data that is not what it should be; the message names the file or the query, and the place. */
public final class InvalidDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidDataException(String message) {
    super(message);
  }

  InvalidDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
