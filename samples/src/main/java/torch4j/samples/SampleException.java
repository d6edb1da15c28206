package torch4j.samples;

/** Something that the user of a sample can put right; the message says how. */
public final class SampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception whose message is all that the user sees. */
  public SampleException(String message) {
    super(message);
  }
}
