package torch4j.training;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM while training: the step at hand is finished, what callbacks save is saved,
 * and the JVM ends with its own status for the signal, 130 or 143.
 */
final class Interrupts implements AutoCloseable {
  private final Thread trainingThread = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "torch4j-training-shutdown");
  private volatile boolean requested;

  /** Watches until closed. */
  Interrupts() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the JVM is about to end. */
  boolean requested() {
    return requested;
  }

  private void stopAndWait() {
    requested = true;
    if (exitsItself()) {
      return;
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // A callback that calls System.exit waits for this hook.
  private boolean exitsItself() {
    for (StackTraceElement frame : trainingThread.getStackTrace()) {
      if (frame.getClassName().equals("java.lang.Runtime")
          && frame.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook runs.
      return;
    }
  }
}
