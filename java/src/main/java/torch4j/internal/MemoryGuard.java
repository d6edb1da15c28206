package torch4j.internal;

import org.bytedeco.javacpp.Pointer;

/**
 * A daemon thread that requests a garbage collection when native memory grows. The garbage
 * collector sees only the small Java objects of unscoped tensors, not the native memory that they
 * own.
 *
 * <p>JavaCPP's own guard reads the resident set size of the process at every allocation, which
 * doubles the cost of a small operator; this one reads it at most 40 times a second. It requests a
 * collection when the size has grown by half, or by {@value #STEP_MIB} MiB if that is more, since
 * the last one, and native objects were allocated since. Threads that allocate native objects wait
 * until the collected ones are freed: a loop could otherwise allocate memory faster than it is
 * freed.
 */
final class MemoryGuard implements Runnable {
  private static final long STEP_MIB = 512;
  private static final long PERIOD_MILLIS = 25;
  private static final long SETTLE_MILLIS = 2;

  private final Object allocationLock = allocationLock();
  private long bytesAfterCollection;
  private long objectsAfterCollection;

  /** Starts the thread. */
  static void start() {
    var thread = new Thread(new MemoryGuard(), "torch4j-memory-guard");
    thread.setDaemon(true);
    thread.start();
  }

  // JavaCPP holds this lock while it registers a native object, and in its own guard.
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
          synchronized (allocationLock) {
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
    // The JVM enqueues the collected references asynchronously, and JavaCPP's own thread
    // frees them, too.
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
