package torch4j.training.callbacks;

import java.io.UncheckedIOException;

/** Writing that may fail without ending the training. */
final class Attempt {
  private Attempt() {}

  /** Writes; a failure is thrown or, if it shall not end the training, logged. */
  static void run(Runnable write, boolean failOnError, System.Logger logger) {
    try {
      write.run();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      if (failOnError) {
        throw e;
      }
      logger.log(System.Logger.Level.WARNING, e.getMessage() + "; training goes on", e);
    }
  }
}
