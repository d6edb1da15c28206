package torch4j.serialization;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import torch4j.Torch;

/**
 * Runs the reading and the checksums of large storages on several threads, at most as many as an
 * operator uses. Tasks for small storages are run by the caller.
 */
final class StorageExecutor implements Closeable {
  private static final System.Logger LOG = System.getLogger(StorageExecutor.class.getName());
  private static final long SMALL = 1 << 20;
  private static final int MOST_THREADS = 4;

  private final List<Future<?>> running = new ArrayList<>();
  private ExecutorService threads;
  private volatile boolean cancelled;

  /** Whether running tasks should stop. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Submits a task that processes this many bytes. */
  <T> Future<T> start(long bytes, Callable<T> work) throws IOException {
    if (bytes <= SMALL) {
      return done(work);
    }
    if (threads == null) {
      threads =
          Executors.newFixedThreadPool(
              Math.min(MOST_THREADS, Torch.getNumThreads()),
              runnable -> {
                var thread = new Thread(runnable, "torch4j-files");
                thread.setDaemon(true);
                return thread;
              });
    }
    Future<T> future = threads.submit(work);
    running.add(future);
    return future;
  }

  private static <T> Future<T> done(Callable<T> work) throws IOException {
    try {
      return java.util.concurrent.CompletableFuture.completedFuture(work.call());
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for all tasks, and throws the exception of the first that failed. */
  void finish() throws IOException {
    for (Future<?> future : running) {
      await(future);
    }
    running.clear();
  }

  /**
   * Waits for a result. An interrupt does not end the wait; the thread's interrupt status is kept.
   */
  static <T> T await(Future<T> future) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new UncheckedIOException(new IOException(e.getCause()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // Its failure has been reported already, or does not matter any more.
  private static void awaitEnd(Future<?> future) {
    try {
      await(future);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.TRACE, "after the first failure", e);
    }
  }

  /** Stops all tasks, and waits until none accesses memory any more. */
  @Override
  public void close() {
    cancelled = true;
    if (threads != null) {
      threads.shutdown();
      running.forEach(StorageExecutor::awaitEnd);
    }
  }
}
