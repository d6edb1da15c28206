package torch4j.data;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * An iterable over a dataset in batches, in order or reshuffled at every epoch, loaded by worker
 * threads ahead of their use or when they are asked for. Same as {@code
 * torch.utils.data.DataLoader}: the same seed gives the same batches as in Python, whatever the
 * number of workers.
 *
 * <pre>{@code
 * var loader = new DataLoader<>(dataset, DataLoader.options().batchSize(64).shuffle(true));
 * for (var batch : loader) {
 *   Tensor loss = criterion.call(model.call(batch.data()), batch.target());
 * }
 * }</pre>
 *
 * <p>Workers are threads named {@code torch4j-loader-0} and so on. Each runs LibTorch's operators
 * on itself alone. They end with the loop, also if it is left early.
 *
 * @param <B> the type of a batch
 */
public final class DataLoader<B> implements Iterable<B> {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Object dataset;
  private final DataLoaderOptions options;
  private final IndexSource indices;
  private final boolean iterable;
  private final Supplier<Fetcher<B>> fetchers;
  private final String description;
  private WorkerPool<B> persistent;
  private Source<B> persistentSource;
  private int epoch;
  private Progress progress;
  private LoaderState resume;

  /** PyTorch's defaults: batches of one sample, in order, without workers. */
  public static DataLoaderOptions options() {
    return new DataLoaderOptions(
        1, false, null, null, 0, false, Duration.ZERO, null, null, false, false, null, true, null);
  }

  /**
   * A loader whose batches have the type of the samples: of {@link Batch}, of tensors, or of
   * records, lists or maps of tensors.
   *
   * @throws IllegalArgumentException if two options exclude each other, or the dataset is empty and
   *     to be shuffled
   */
  public DataLoader(Dataset<B> dataset, DataLoaderOptions options) {
    this(
        requireDataset(dataset),
        requireOptions(options),
        null,
        mapFetchers(dataset, null, options));
  }

  /**
   * A loader whose batches a function makes, such as {@link Collate#toBatch()}. Without a batch
   * size it gets one sample at a time.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public <S> DataLoader(
      Dataset<S> dataset, Collate<? super S, ? extends B> collate, DataLoaderOptions options) {
    this(
        requireDataset(dataset),
        requireOptions(options),
        null,
        mapFetchers(dataset, requireCollate(collate), options));
  }

  /**
   * A loader of an iterable dataset, whose batches have the type of the samples.
   *
   * @throws IllegalArgumentException if the options have a shuffle or a sampler, or exclude each
   *     other
   */
  public DataLoader(IterableDataset<B> dataset, DataLoaderOptions options) {
    this(
        requireDataset(dataset),
        requireOptions(options),
        dataset,
        () -> new IterableFetcher<B, B>(dataset, null, options));
  }

  /**
   * A loader of an iterable dataset, whose batches a function makes.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public <S> DataLoader(
      IterableDataset<S> dataset,
      Collate<? super S, ? extends B> collate,
      DataLoaderOptions options) {
    this(
        requireDataset(dataset),
        requireOptions(options),
        dataset,
        iterableFetchers(dataset, requireCollate(collate), options));
  }

  private DataLoader(
      Object dataset,
      DataLoaderOptions options,
      IterableDataset<?> iterable,
      Supplier<Fetcher<B>> fetchers) {
    Torch.init();
    OptionsCheck.require(options, iterable != null);
    this.dataset = dataset;
    this.options = options;
    this.fetchers = fetchers;
    this.iterable = iterable != null;
    indices =
        iterable == null
            ? IndexSource.of((Dataset<?>) dataset, options)
            : IndexSource.endless(options);
    description = OptionsCheck.name(dataset);
  }

  private static <D> D requireDataset(D dataset) {
    return Require.nonNull(dataset, "dataset", "a dataset");
  }

  private static DataLoaderOptions requireOptions(DataLoaderOptions options) {
    return Require.nonNull(options, "options", "DataLoader.options()");
  }

  private static <C> C requireCollate(C collate) {
    return Require.nonNull(collate, "collate", "a collate function");
  }

  private static <S, B> Supplier<Fetcher<B>> mapFetchers(
      Dataset<S> dataset, Collate<? super S, ? extends B> collate, DataLoaderOptions options) {
    return () ->
        new MapFetcher<>(
            dataset,
            collate,
            options.batchSampler() != null || options.batchSize() != null,
            Transfer.of(options));
  }

  private static <S, B> Supplier<Fetcher<B>> iterableFetchers(
      IterableDataset<S> dataset,
      Collate<? super S, ? extends B> collate,
      DataLoaderOptions options) {
    return () -> new IterableFetcher<>(dataset, collate, options);
  }

  /**
   * The dataset: {@code loader.dataset().size()} is Python's {@code len(loader.dataset)}.
   *
   * @throws UnsupportedOperationException if it is an iterable one
   */
  public Dataset<?> dataset() {
    if (iterable) {
      throw new UnsupportedOperationException(
          "dataset: got an iterable one, expected a map-style one; call iterableDataset()");
    }
    return (Dataset<?>) dataset;
  }

  /**
   * The iterable dataset.
   *
   * @throws UnsupportedOperationException if it is a map-style one
   */
  public IterableDataset<?> iterableDataset() {
    if (!iterable) {
      throw new UnsupportedOperationException(
          "iterableDataset: got a map-style one, expected an iterable one; call dataset()");
    }
    return (IterableDataset<?>) dataset;
  }

  /** The sampler; null for an iterable dataset, or a batch sampler that does not name its own. */
  public Sampler sampler() {
    return indices.sampler();
  }

  /**
   * The number of batches. Same as {@code len(loader)}.
   *
   * @throws UnsupportedOperationException if the dataset or the sampler does not know its size
   */
  public long size() {
    if (!iterable) {
      return indices.size();
    }
    long samples = ((IterableDataset<?>) dataset).size();
    long batchSize = options.batchSize() == null ? 1 : options.batchSize();
    return options.dropLast() ? samples / batchSize : (samples + batchSize - 1) / batchSize;
  }

  /**
   * Iterates over the batches once; with workers, loading begins now. It draws the workers' seed as
   * Python does, also without workers.
   *
   * <p>With persistent workers the iterator before is closed.
   */
  @Override
  public LoaderIterator<B> iterator() {
    LoaderState from = resume;
    resume = null;
    if (persistentSource != null) {
      persistentSource.run();
    }
    if (from != null) {
      from.restore(indices.generator(), options.generator());
    }
    return from == null || from.ended() ? begin() : resume(from);
  }

  private LoaderIterator<B> begin() {
    boolean reuse = persistent != null && !persistent.isClosed();
    // In Python's order: the sampler's iterator, the seed, and with workers the iterator again.
    Iterator<long[]> batches = indices.iterator();
    long seed = reuse ? progress.baseSeed() : Draws.seed(options.generator());
    if (options.numWorkers() > 0 && !reuse) {
      batches = indices.iterator();
    }
    progress = new Progress(iterable, options.numWorkers(), seed);
    EpochIndices order = EpochIndices.begin(batches, indices, progress);
    return options.numWorkers() == 0
        ? iterator(new InlineSource<>(fetchers.get(), order), false)
        : iterator(workers(order, reuse), true);
  }

  // Nothing is drawn from the default generator: its user has restored it.
  private LoaderIterator<B> resume(LoaderState from) {
    if (persistent != null) {
      persistent.close(false);
    }
    progress = new Progress(iterable, options.numWorkers(), from);
    GeneratorState now = Draws.state();
    LoaderIterator<B> iterator;
    try {
      EpochIndices order = EpochIndices.resume(indices, progress);
      iterator =
          options.numWorkers() == 0
              ? iterator(new InlineSource<>(fetchers.get(), order), false)
              : iterator(workers(order, false), true);
      if (iterable) {
        iterator.skip(progress.yielded());
      }
    } finally {
      now.restore(null);
    }
    return iterator;
  }

  private Source<B> workers(EpochIndices order, boolean reuse) {
    WorkerPool<B> pool = persistent;
    if (!reuse) {
      OpenWorkers.beforeAnother();
      pool =
          new WorkerPool<>(
              options, dataset, fetchers, progress.baseSeed(), progress.workerStates());
      if (options.persistentWorkers()) {
        CLEANER.register(this, pool);
        persistent = pool;
      }
      pool.start();
    }
    try {
      var source = new WorkerSource<>(pool, order, options, epoch++, progress);
      persistentSource = options.persistentWorkers() ? source : null;
      return source;
    } catch (RuntimeException e) { // the sampler's
      pool.close(false);
      throw e;
    }
  }

  private LoaderIterator<B> iterator(Source<B> source, boolean hasThreads) {
    var iterator = new LoaderIterator<>(this, source, progress);
    if (hasThreads || iterable) {
      CLEANER.register(iterator, source);
    }
    return iterator;
  }

  /**
   * How far the last iterator has come, to go on from there in this process or another one. Same as
   * {@code torchdata.stateful_dataloader.StatefulDataLoader.state_dict}.
   *
   * <p>What {@link torch4j.serialization.Serialization#save} takes. Batches that workers had ready
   * but that the loop has not had are not counted. It has the states of the workers' generators;
   * that of the default generator, of which a loop without workers draws, is saved beside it by
   * {@link Torch#getRngState()}.
   *
   * @throws IllegalStateException if the batches come in no order that could be repeated
   */
  public Map<String, Object> stateDict() {
    if (!options.inOrder() && options.numWorkers() > 0) {
      throw new IllegalStateException(
          "stateDict: got a loader with inOrder false, expected one whose order can be repeated");
    }
    return LoaderState.of(
            description, samplerDescription(), progress, indices.generator(), options.generator())
        .toMap();
  }

  /**
   * Has the next iterator go on where another one stopped: with the batches that were left. If its
   * epoch was over, the next one begins.
   *
   * <p>A map-style dataset is not asked for the samples before. An iterable one is, and they are
   * dropped. Random draws of workers go on as they would have, if there are as many workers.
   *
   * @throws IllegalArgumentException if it is no state, or that of another dataset or sampler;
   *     nothing is changed then
   */
  public void loadStateDict(Map<String, Object> state) {
    LoaderState loaded = LoaderState.of(Require.nonNull(state, "state", "a state of stateDict()"));
    loaded.requireOf(description, samplerDescription());
    if (iterable && !loaded.ended() && loaded.workerStates().size() != options.numWorkers()) {
      throw new IllegalArgumentException(
          "state: num_workers: got "
              + loaded.workerStates().size()
              + ", expected "
              + options.numWorkers()
              + ", which share an iterable dataset");
    }
    progress = null;
    resume = loaded;
    if (!loaded.ended()) {
      indices.epoch(loaded.samplerEpoch());
    }
  }

  private String samplerDescription() {
    return iterable
        ? "batches of " + options.batchSize() + ", dropLast " + options.dropLast()
        : indices.description();
  }
}
