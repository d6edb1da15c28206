package torch4j.internal;

import org.bytedeco.javacpp.Pointer;

/**
 * Collects garbage when unscoped tensors fill the memory: the collector sees a few bytes of Java
 * object where megabytes of native memory hang on it.
 *
 * <p>JavaCPP's own guard reads the process's size at every allocation, which doubles the cost of a
 * small operator; this one reads it at most forty times a second. It acts when the process has
 * grown by half, or by {@value #STEP_MIB} MiB if that is more, since the last collection, and only
 * if there are native objects that were not there then. While it collects and frees, threads that
 * make native objects wait: a loop could otherwise fill memory faster than it is freed.
 */
final class MemoryGuard implements Runnable {
  private static final long STEP_MIB = 512;
  private static final long PERIOD_MILLIS = 25;
  private static final long SETTLE_MILLIS = 2;

  private final Object allocation = allocationLock();
  private long bytesAfterCollection;
  private long objectsAfterCollection;

  /** Starts the guard's daemon thread. */
  static void start() {
    var thread = new Thread(new MemoryGuard(), "torch4j-memory-guard");
    thread.setDaemon(true);
    thread.start();
  }

  // JavaCPP registers each native object under this lock, and holds it in its own guard, as we do
  // here.
  private static Object allocationLock() {
    try {
      return Class.forName("org.bytedeco.javacpp.Pointer$DeallocatorThread");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "class path: got a JavaCPP without "
              + e.getMessage()
              + ", expected the version that torch4j was built with",
          e);
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        if (Pointer.totalCount() > objectsAfterCollection && hasGrown()) {
          synchronized (allocation) {
            collect();
          }
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

  private void collect() throws InterruptedException {
    System.gc();
    // The JVM hands over what it collected a little later, and JavaCPP's thread frees it beside
    // ours.
    long before;
    do {
      before = Pointer.totalCount();
      Pointer.deallocateReferences();
      Thread.sleep(SETTLE_MILLIS);
    } while (Pointer.totalCount() < before);
    Pointer.trimMemory();
    bytesAfterCollection = Pointer.physicalBytes();
    objectsAfterCollection = Pointer.totalCount();
  }
}
