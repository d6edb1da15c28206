package torch4j.data;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import torch4j.Torch;
import torch4j.internal.Natives;

/** The thread that loads batches for a pool. It knows neither the iterator nor the loader. */
final class Worker<B> extends Thread {
  private static final long NONE = -1;

  private final WorkerPool<B> pool;
  private final WorkerInfo info;
  private final Supplier<Fetcher<B>> fetchers;
  private final IntConsumer init;
  private final boolean gradEnabled;
  private volatile long loading = NONE;
  private Fetcher<B> fetcher;
  private int epoch = -1;

  Worker(WorkerPool<B> pool, WorkerInfo info, Supplier<Fetcher<B>> fetchers, IntConsumer init) {
    super("torch4j-loader-" + info.id());
    setDaemon(true);
    this.pool = pool;
    this.info = info;
    this.fetchers = fetchers;
    this.init = init;
    gradEnabled = Torch.isGradEnabled(); // as a process that Python forks has it
  }

  /** The sample that is being loaded is the one with this index. */
  void loads(long index) {
    loading = index;
  }

  /** The sample that is being loaded, or those of the task if that is not known. */
  String loading(long[] indices) {
    long index = loading;
    return index == NONE ? Samples.named(indices) : "dataset[" + index + "]";
  }

  WorkerInfo info() {
    return info;
  }

  @Override
  public synchronized void start() {
    super.start();
    OpenWorkers.started();
  }

  @Override
  public void run() {
    Throwable failure = prepare();
    for (Task<B> task = pool.take(info.id()); task != null; task = pool.take(info.id())) {
      pool.finish(task, failure == null ? load(task) : failed(failure));
    }
    closeFetcher();
    OpenWorkers.ended();
  }

  private Throwable prepare() {
    try {
      Natives.setNumThreadsOfThisThread(1); // the workers are the threads
      Torch.setGradEnabled(gradEnabled);
      info.enter();
    } catch (Throwable e) {
      return e;
    }
    try {
      if (init != null) {
        init.accept(info.id());
      }
      return null;
    } catch (Throwable e) {
      return new DataLoaderException("workerInit: got " + e + ", expected no exception", e);
    }
  }

  private Task.Outcome<B> load(Task<B> task) {
    loading = NONE;
    try {
      if (task.epoch != epoch) {
        closeFetcher();
        epoch = task.epoch;
        fetcher = fetchers.get();
      }
      Loaded<B> loaded = fetcher.load(task.indices);
      return new Task.Outcome<>(loaded, null, info.generatorState());
    } catch (Throwable e) { // errors too: they are the consumer's
      return failed(e);
    }
  }

  private Task.Outcome<B> failed(Throwable e) {
    return new Task.Outcome<>(null, e, info.generatorState());
  }

  private void closeFetcher() {
    try {
      if (fetcher != null) {
        fetcher.close();
      }
    } catch (RuntimeException e) {
      System.getLogger(Worker.class.getName())
          .log(System.Logger.Level.WARNING, "a dataset's iterator could not be closed", e);
    }
  }
}
