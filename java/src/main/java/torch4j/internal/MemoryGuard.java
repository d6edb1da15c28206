package torch4j.internal;

import org.bytedeco.javacpp.Pointer;

/**
 * Asks for a garbage collection when unscoped tensors fill the memory: the collector sees a few
 * bytes of Java object where megabytes of native memory hang on it.
 *
 * <p>JavaCPP's own guard reads the process's size at every allocation, which doubles the cost of a
 * small operator; this one reads it at most forty times a second. It acts when the process has
 * grown by half, or by {@value #STEP_MIB} MiB if that is more, since the last collection, and only
 * if there are native objects that were not there then.
 */
final class MemoryGuard implements Runnable {
  private static final long STEP_MIB = 512;
  private static final long PERIOD_MILLIS = 25;
  private static final long SETTLE_MILLIS = 5;

  private long bytesAfterCollection;
  private long objectsAfterCollection;

  /** Starts the guard's daemon thread. */
  static void start() {
    var thread = new Thread(new MemoryGuard(), "torch4j-memory-guard");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        if (Pointer.totalCount() > objectsAfterCollection && hasGrown()) {
          collect();
          bytesAfterCollection = Pointer.physicalBytes();
          objectsAfterCollection = Pointer.totalCount();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasGrown() {
    long allowed = Math.max(STEP_MIB << 20, bytesAfterCollection / 2);
    return Pointer.physicalBytes() > bytesAfterCollection + allowed;
  }

  // JavaCPP frees what was collected on a thread of its own; its end is not announced, so we wait
  // for a standstill.
  private static void collect() throws InterruptedException {
    System.gc();
    long before;
    long after = Pointer.totalCount();
    do {
      before = after;
      Thread.sleep(SETTLE_MILLIS);
      after = Pointer.totalCount();
    } while (after < before);
  }
}
