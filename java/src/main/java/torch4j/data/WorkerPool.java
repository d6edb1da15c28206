package torch4j.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The workers of an iterator, or of a loader with persistent workers, and their tasks.
 *
 * <p>As in Python each worker has its own queue, and gets the batches whose turn is its: so that
 * its random draws do not depend on how fast the others are.
 */
final class WorkerPool<B> implements Runnable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition submitted = lock.newCondition();
  private final Condition finished = lock.newCondition();
  private final List<Worker<B>> workers = new ArrayList<>();
  private final List<Deque<Task<B>>> queues = new ArrayList<>();
  private boolean closed;

  /**
   * @param fetchers makes a worker's fetcher, for each epoch
   * @param states the states of the workers' generators, each null for that of its seed
   */
  WorkerPool(
      DataLoaderOptions options,
      Object dataset,
      Supplier<Fetcher<B>> fetchers,
      long baseSeed,
      List<GeneratorState> states) {
    for (int id = 0; id < options.numWorkers(); id++) {
      long seed = baseSeed + id;
      var info = new WorkerInfo(id, options.numWorkers(), seed, dataset, states.get(id));
      workers.add(new Worker<>(this, info, fetchers, options.workerInit()));
      queues.add(new ArrayDeque<>());
    }
  }

  void start() {
    try {
      workers.forEach(Thread::start);
    } catch (OutOfMemoryError e) { // no more threads
      close(false);
      throw e;
    }
  }

  int size() {
    return workers.size();
  }

  Worker<B> worker(int id) {
    return workers.get(id);
  }

  void submit(Task<B> task) {
    lock.lock();
    try {
      queues.get(task.worker).add(task);
      submitted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The worker's next task, when there is one; null when the pool is closed. */
  Task<B> take(int worker) {
    lock.lock();
    try {
      while (!closed && queues.get(worker).isEmpty()) {
        submitted.awaitUninterruptibly();
      }
      return closed ? null : queues.get(worker).remove();
    } finally {
      lock.unlock();
    }
  }

  void finish(Task<B> task, Task.Outcome<B> outcome) {
    lock.lock();
    try {
      task.finish(outcome);
      finished.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the first of these tasks.
   *
   * @param any whether any of them will do
   * @param nanos how long; 0 for ever
   * @return the one that is finished; null if none is in time
   */
  Task<B> await(Iterable<Task<B>> tasks, boolean any, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long rest = nanos;
      while (true) {
        for (Task<B> task : tasks) {
          if (task.outcome() != null) {
            return task;
          }
          if (!any) {
            break;
          }
        }
        if (nanos == 0) {
          finished.await();
        } else if (rest <= 0) {
          return null;
        } else {
          rest = finished.awaitNanos(rest);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frees the outcomes of these tasks, now or when they are there. */
  void drop(Iterable<Task<B>> tasks) {
    lock.lock();
    try {
      tasks.forEach(Task::drop);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the workers, each after its batch. */
  @Override
  public void run() {
    close(false);
  }

  /**
   * Ends the workers.
   *
   * @param interrupt whether to interrupt what they are doing
   */
  void close(boolean interrupt) {
    lock.lock();
    try {
      closed = true;
      queues.forEach(Deque::clear);
      submitted.signalAll();
    } finally {
      lock.unlock();
    }
    if (interrupt) {
      workers.forEach(Thread::interrupt);
    }
  }
}
