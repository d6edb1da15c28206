package torch4j.serialization;

/**
 * A file that is not what it should be: damaged, cut off, of another format, or with something in
 * it that a file must not bring. The message says what it is, and where. Nothing of such a file has
 * been loaded.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidFileException(String message) {
    super(message);
  }

  InvalidFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** In the house's words: what, what it is, what it should be. */
  static InvalidFileException of(String what, Object got, String expected) {
    return new InvalidFileException(what + ": got " + got + ", expected " + expected);
  }

  /** The same, with the name of the file before it. */
  InvalidFileException in(Object file) {
    var located = new InvalidFileException(file + ": " + getMessage(), this);
    located.setStackTrace(getStackTrace());
    return located;
  }
}
