package torch4j;

import torch4j.internal.Require;

/**
 * A setting of the current thread (grad mode, inference mode, autocast) that ends with its try
 * block, as Python's {@code with}.
 *
 * <p>Closing restores what was there before, exceptions included; only the thread that opened it
 * may close it.
 */
public final class ThreadState implements AutoCloseable {
  private final Thread owner = Thread.currentThread();
  private Runnable restore;

  /**
   * A setting that this thread has just made.
   *
   * @param restore brings back what was there before; if it throws, the setting stays open
   */
  public ThreadState(Runnable restore) {
    this.restore = Require.nonNull(restore, "restore", "what restores the state");
  }

  /**
   * Restores the state from before. Closing twice does nothing.
   *
   * @throws IllegalStateException if another thread opened it
   */
  @Override
  public void close() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "close: got thread "
              + Thread.currentThread().getName()
              + ", expected "
              + owner.getName()
              + ", which opened it");
    }
    if (restore != null) {
      restore.run();
      restore = null;
    }
  }
}
