package torch4j.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.bytedeco.javacpp.Pointer;

/**
 * A daemon thread that requests a garbage collection when native memory grows. The garbage
 * collector sees only the small Java objects of unscoped tensors, not the native memory that they
 * own.
 *
 * <p>JavaCPP's own guard reads the resident set size of the process at every allocation, which
 * doubles the cost of a small operator; this one looks at most 100 times a second. It requests a
 * collection when native objects were allocated since the last one, and what malloc has handed out
 * has grown by a quarter, or by {@value #HEAP_STEP_MIB} MiB if that is more. The size of the
 * process says less: freed memory stays in the heap, so that from collection to collection ever
 * more garbage would fit. It counts where malloc does not say, and for memory of other kinds: when
 * it has grown by half, or by {@value #PROCESS_STEP_MIB} MiB.
 *
 * <p>Threads that allocate native objects wait until the collected ones are freed: a loop could
 * otherwise allocate memory faster than it is freed.
 */
final class MemoryGuard implements Runnable {
  private static final long HEAP_STEP_MIB = 128;
  private static final long PROCESS_STEP_MIB = 512;
  private static final long PERIOD_MILLIS = 10;
  private static final long SETTLE_MILLIS = 2;
  private static final long ENQUEUE_MILLIS = 100;

  private final Object allocationLock = allocationLock();
  private long heapAfterCollection;
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
    long heap = Math.max(HEAP_STEP_MIB << 20, heapAfterCollection / 4);
    long process = Math.max(PROCESS_STEP_MIB << 20, bytesAfterCollection / 2);
    return NativeRuntime.heapBytesInUse() > heapAfterCollection + heap
        || Pointer.physicalBytes() > bytesAfterCollection + process;
  }

  private void collect() throws InterruptedException {
    collectGarbage();
    // JavaCPP's own thread frees the collected references, too.
    long before;
    do {
      before = Pointer.totalCount();
      Pointer.deallocateReferences();
      Thread.sleep(SETTLE_MILLIS);
    } while (Pointer.totalCount() < before);
    heapAfterCollection = NativeRuntime.heapBytesInUse();
    bytesAfterCollection = Pointer.physicalBytes();
    objectsAfterCollection = Pointer.totalCount();
  }

  // The JVM enqueues collected references asynchronously: this waits for one of them.
  private static void collectGarbage() throws InterruptedException {
    var queue = new ReferenceQueue<Object>();
    var dead = new WeakReference<>(new Object(), queue);
    try {
      System.gc();
      queue.remove(ENQUEUE_MILLIS);
    } finally {
      Reference.reachabilityFence(dead);
    }
  }
}
