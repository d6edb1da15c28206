package torch4j.serialization;

/** Thrown for an object that is not allowed, and that could be skipped. */
final class UnsupportedGlobalException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnsupportedGlobalException(String message) {
    super(message);
  }
}
