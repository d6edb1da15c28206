package torch4j.data;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts workers that have not ended. Iterators of loops that were left early end theirs when they
 * are garbage-collected, which a program that allocates little can put off for long.
 */
final class OpenWorkers {
  private static final int FEW = 128;
  private static final long CLEANER_MILLIS = 10;
  private static final AtomicInteger THREADS = new AtomicInteger();
  private static volatile int limit = FEW;

  private OpenWorkers() {}

  static void started() {
    THREADS.incrementAndGet();
  }

  static void ended() {
    THREADS.decrementAndGet();
  }

  // The cleaner and the workers take a moment.
  private static void awaitCleaner() {
    try {
      Thread.sleep(CLEANER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects garbage if there are many, twice as many as were really in use the last time. */
  static void beforeAnother() {
    if (THREADS.get() > limit) {
      System.gc();
      awaitCleaner();
      limit = 2 * Math.max(FEW / 2, THREADS.get());
    }
  }
}
