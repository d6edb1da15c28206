package torch4j.training;

import java.io.Serial;

/** A callback failed; the cause is its own exception. */
public final class CallbackException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CallbackException(Callback callback, String event, RuntimeException cause) {
    super(name(callback) + "." + event + ": " + cause.getMessage(), cause);
  }

  private static String name(Callback callback) {
    String simple = callback.getClass().getSimpleName();
    return simple.isEmpty() ? callback.getClass().getName() : simple;
  }
}
