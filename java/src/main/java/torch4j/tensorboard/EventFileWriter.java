package torch4j.tensorboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import torch4j.tensorboard.proto.EventProto.Event;

/**
 * Writes events to the files of one folder, on a thread of its own. Same as TensorBoard's {@code
 * EventFileWriter}. For several threads.
 *
 * <p>Where writing fails, the thread ends, and every later call throws what it failed by.
 */
final class EventFileWriter {
  private final Path folder;
  private final SummaryWriter.Options options;
  private final Thread worker;
  private final Thread atExit = new Thread(this::closeAtExit, "torch4j-tensorboard-exit");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toDo = lock.newCondition();
  private final Condition done = lock.newCondition();
  // All below: guarded by the lock.
  private List<Event> queue = new ArrayList<>();
  private long flushesAsked;
  private long flushesDone;
  private boolean closing;
  private UncheckedIOException failure;
  private boolean failureSeen;

  // The worker's own.
  private EventFile file;
  private boolean unflushed;
  private long nextFlushNanos;

  /**
   * Makes the folder and the first file.
   *
   * @throws UncheckedIOException if that fails
   */
  EventFileWriter(Path folder, SummaryWriter.Options options) {
    this.folder = folder;
    this.options = options;
    try {
      file = newFile();
    } catch (IOException e) {
      throw failed(folder, e);
    }
    nextFlushNanos = System.nanoTime() + options.flushNanos();
    worker = new Thread(this::run, "torch4j-tensorboard-" + folder.getFileName());
    worker.setDaemon(true);
    worker.start();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private EventFile newFile() throws IOException {
    return EventFile.create(folder, options.filenameSuffix(), options.wallTime());
  }

  private static UncheckedIOException failed(Path path, IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    if (reason == null) {
      reason = e.getClass().getSimpleName();
    }
    return new UncheckedIOException(
        path
            + ": got \""
            + reason
            + "\" while writing events, expected a folder with room and permission for them",
        e);
  }

  // ---- callers

  /** Queues an event; waits while the queue is full. */
  void add(Event event) {
    lock.lock();
    try {
      requireWorking();
      while (queue.size() >= options.maxQueue()) {
        done.awaitUninterruptibly();
        requireWorking();
      }
      queue.add(event);
      if (queue.size() == 1) {
        toDo.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when all events that were added before are in the file. */
  void flush() {
    lock.lock();
    try {
      requireWorking();
      long flush = ++flushesAsked;
      toDo.signal();
      while (flushesDone < flush) {
        done.awaitUninterruptibly();
        requireNoFailure();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is queued, and closes the file. Closing twice does nothing. */
  void close() {
    lock.lock();
    try {
      if (closing && !worker.isAlive()) {
        return;
      }
      closing = true;
      toDo.signal();
      done.signalAll(); // those that wait for room
    } finally {
      lock.unlock();
    }
    join();
    if (Thread.currentThread() != atExit) {
      removeAtExit();
    }
    lock.lock();
    try {
      if (!failureSeen) {
        requireNoFailure();
      }
    } finally {
      lock.unlock();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeAtExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook finds the writer closed.
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (UncheckedIOException e) {
      System.getLogger(EventFileWriter.class.getName())
          .log(System.Logger.Level.WARNING, e.getMessage());
    }
  }

  private void requireWorking() {
    requireNoFailure();
    if (closing) {
      throw new IllegalStateException("writer: got a closed one, expected an open one");
    }
  }

  private void requireNoFailure() {
    if (failure != null) {
      failureSeen = true;
      // A new one for each caller: it says where it was called.
      throw new UncheckedIOException(failure.getMessage(), failure.getCause());
    }
  }

  // ---- the worker

  private void run() {
    try {
      while (writeOnce()) {}
      file.close();
    } catch (IOException e) {
      fail(failed(file.path(), e));
    } catch (RuntimeException | Error e) {
      fail(failed(file.path(), new IOException(e.toString(), e)));
    }
  }

  private void fail(UncheckedIOException e) {
    file.abandon(e);
    lock.lock();
    try {
      failure = e;
      queue.clear();
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // Whether there may be more to write.
  private boolean writeOnce() throws IOException {
    List<Event> events;
    long flush;
    boolean last;
    lock.lock();
    try {
      awaitWork();
      events = queue;
      queue = new ArrayList<>();
      flush = flushesAsked;
      last = closing;
      done.signalAll();
    } finally {
      lock.unlock();
    }
    for (Event event : events) {
      write(event);
    }
    if (flush > flushesDone || (unflushed && System.nanoTime() - nextFlushNanos >= 0)) {
      flushFile(flush);
    }
    return !last;
  }

  private void awaitWork() {
    while (queue.isEmpty() && flushesAsked == flushesDone && !closing) {
      try {
        if (!unflushed) {
          toDo.await();
        } else if (toDo.awaitNanos(nextFlushNanos - System.nanoTime()) <= 0) {
          return;
        }
      } catch (InterruptedException e) {
        // Nobody has this thread to interrupt it; it ends with the writer.
      }
    }
  }

  private void write(Event event) throws IOException {
    if (options.maxFileBytes() > 0 && file.bytes() >= options.maxFileBytes()) {
      file.close();
      file = newFile();
    }
    file.write(event);
    unflushed = true;
  }

  private void flushFile(long flush) throws IOException {
    file.flush();
    unflushed = false;
    nextFlushNanos = System.nanoTime() + options.flushNanos();
    lock.lock();
    try {
      flushesDone = flush;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
