package torch4j.serialization;

/**
 * Thrown when a file cannot be loaded: it is damaged, truncated, of another format, or contains an
 * object that is not allowed. The message says what is wrong and where. All tensors loaded so far
 * are freed.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidFileException(String message) {
    super(message);
  }

  InvalidFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An exception with the message {@code what: got this, expected that}. */
  static InvalidFileException of(String what, Object got, String expected) {
    return new InvalidFileException(what + ": got " + got + ", expected " + expected);
  }

  /** A copy whose message begins with the name of the file. */
  InvalidFileException in(Object file) {
    var located = new InvalidFileException(file + ": " + getMessage(), this);
    located.setStackTrace(getStackTrace());
    return located;
  }
}
