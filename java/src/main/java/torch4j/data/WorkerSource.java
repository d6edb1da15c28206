package torch4j.data;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Batches that workers load ahead of their use, in order: Python's {@code
 * _MultiProcessingDataLoaderIter}.
 */
final class WorkerSource<B> implements Source<B> {
  private final WorkerPool<B> pool;
  private final Iterator<long[]> indices;
  private final DataLoaderOptions options;
  private final Progress progress;
  private final int epoch;
  private final int mostTasks;
  private final boolean[] active;
  private final int[] outstanding;
  private final Deque<Task<B>> pending = new ArrayDeque<>();
  private int turn;
  private Task<B> ready;
  private boolean closed;

  /**
   * Starts to load.
   *
   * @param epoch tells the tasks of a persistent pool apart
   * @param progress how many batches there were before, and the generators' states
   */
  WorkerSource(
      WorkerPool<B> pool,
      Iterator<long[]> indices,
      DataLoaderOptions options,
      int epoch,
      Progress progress) {
    this.pool = pool;
    this.indices = indices;
    this.options = options;
    this.epoch = epoch;
    this.progress = progress;
    mostTasks = options.prefetch() * pool.size();
    active = new boolean[pool.size()];
    Arrays.fill(active, true);
    outstanding = new int[pool.size()];
    turn = (int) (progress.skippedBySampler() % pool.size());
    for (int i = 0; i < mostTasks; i++) {
      submit();
    }
  }

  // The indices are drawn first, as in Python, also if no worker is left for them.
  private void submit() {
    if (!indices.hasNext()) {
      return;
    }
    long[] batch = indices.next();
    for (int tried = 0; tried < active.length; tried++) {
      int worker = turn;
      turn = (turn + 1) % active.length;
      if (active[worker] && (options.inOrder() || outstanding[worker] < share())) {
        var task = new Task<B>(worker, epoch, batch);
        outstanding[worker]++;
        pending.add(task);
        pool.submit(task);
        return;
      }
    }
  }

  private int share() {
    int left = 0;
    for (boolean each : active) {
      left += each ? 1 : 0;
    }
    return mostTasks / Math.max(left, 1);
  }

  @Override
  public boolean hasNext() {
    while (!closed && ready == null && !pending.isEmpty()) {
      if (!progress.isIterable()) {
        return true; // each task is a batch or a failure: no need to wait
      }
      await();
    }
    return ready != null;
  }

  @Override
  public Loaded<B> next() {
    while (ready == null) {
      await();
    }
    Task<B> task = ready;
    submit(); // may throw what the sampler throws: the batch is still there then
    ready = null;
    Task.Outcome<B> outcome = task.outcome();
    progress.generatorState(task.worker, outcome.generatorState());
    if (outcome.failure() != null) {
      throw rethrown(task, outcome.failure());
    }
    return outcome.loaded();
  }

  // Waits for the next task that is ready, which may be a worker's end.
  private void await() {
    Task<B> task = finished();
    pending.remove(task);
    outstanding[task.worker]--;
    if (task.outcome().isEnd()) {
      active[task.worker] = false;
      submit();
    } else {
      ready = task;
    }
  }

  private Task<B> finished() {
    Duration timeout = options.timeout();
    try {
      Task<B> task = pool.await(pending, !options.inOrder(), timeout.toNanos());
      if (task != null) {
        return task;
      }
    } catch (InterruptedException e) {
      DataLoaderException interrupted = interrupted(e);
      Thread.currentThread().interrupt();
      throw interrupted;
    }
    throw late(timeout);
  }

  private DataLoaderException late(Duration timeout) {
    Worker<B> worker = pool.worker(pending.element().worker);
    String loading = worker.loading(pending.element().indices);
    var stack = new DataLoaderException(worker.getName() + " loads " + loading, null);
    stack.setStackTrace(worker.getStackTrace());
    close(true);
    return new DataLoaderException(
        "timeout: got no batch in "
            + timeout
            + " from "
            + worker.getName()
            + ", which loads "
            + loading
            + ", expected one",
        stack);
  }

  private DataLoaderException interrupted(InterruptedException e) {
    Task<B> awaited = pending.element();
    String loading = pool.worker(awaited.worker).loading(awaited.indices);
    close(true);
    return new DataLoaderException(
        "next: got an interrupt while it waited for "
            + loading
            + ", expected none; the iterator is closed",
        e);
  }

  private DataLoaderException rethrown(Task<B> task, Throwable e) {
    String worker = pool.worker(task.worker).getName();
    if (e instanceof DataLoaderException known) {
      Throwable cause = known.getCause() == null ? known : known.getCause();
      return new DataLoaderException(known.getMessage() + "; in " + worker, cause);
    }
    return new DataLoaderException(
        Samples.named(task.indices) + ": got " + e + ", expected a batch; in " + worker, e);
  }

  @Override
  public void run() {
    close(false);
  }

  private void close(boolean interrupt) {
    closed = true;
    if (!options.persistentWorkers() || interrupt) {
      pool.close(interrupt);
    }
    List<Task<B>> left = new ArrayList<>(pending);
    if (ready != null) {
      left.add(ready);
    }
    ready = null;
    pending.clear();
    pool.drop(left);
  }
}
