package torch4j.serialization;

/** What a file must not have, and that may be left out: an object that has a place in the value. */
final class UnsupportedGlobalException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnsupportedGlobalException(String message) {
    super(message);
  }
}
