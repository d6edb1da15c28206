package torch4j.data;

import torch4j.Generator;

/**
 * What a dataset, a collate function or {@code workerInit} can know about the worker that runs it.
 * Same as {@code torch.utils.data.get_worker_info()}.
 *
 * <p>Python's workers are processes, each with a default generator of its own; torch4j's are
 * threads, and LibTorch's default generator is the whole program's. So a worker draws from {@link
 * #generator()}, which has the seed that Python's worker has, and gives the same numbers: {@code
 * Torch.rand(size, WorkerInfo.currentGenerator())}.
 */
public final class WorkerInfo {
  private static final ThreadLocal<WorkerInfo> CURRENT = new ThreadLocal<>();

  private final int id;
  private final int numWorkers;
  private final long seed;
  private final Object dataset;
  private final GeneratorState initialState;
  private Generator generator;

  /**
   * @param initialState the generator's state; null for that of the seed
   */
  WorkerInfo(int id, int numWorkers, long seed, Object dataset, GeneratorState initialState) {
    this.id = id;
    this.numWorkers = numWorkers;
    this.seed = seed;
    this.dataset = dataset;
    this.initialState = initialState;
  }

  /** The worker that runs this code; null outside of workers, as in Python. */
  public static WorkerInfo current() {
    return CURRENT.get();
  }

  /**
   * The generator to draw from: that of the worker that runs this code; null outside of workers,
   * which means the default generator wherever a generator is asked for.
   */
  public static Generator currentGenerator() {
    WorkerInfo current = CURRENT.get();
    return current == null ? null : current.generator();
  }

  /** From now on this is the worker of the calling thread. */
  void enter() {
    CURRENT.set(this);
  }

  /** The number of this worker, from 0. */
  public int id() {
    return id;
  }

  /** The number of workers. */
  public int numWorkers() {
    return numWorkers;
  }

  /** The seed of this worker: that of the iterator plus the worker's number, as in Python. */
  public long seed() {
    return seed;
  }

  /** The dataset: the same object for all workers. */
  public Object dataset() {
    return dataset;
  }

  /** The generator of this worker, to be used by its thread only. */
  public Generator generator() {
    if (generator == null) {
      generator = new Generator().manualSeed(seed);
      if (initialState != null) {
        initialState.restore(generator);
      }
    }
    return generator;
  }

  /** The generator's state; null if it is that of the seed. */
  GeneratorState generatorState() {
    return generator == null ? initialState : GeneratorState.of(generator);
  }
}
