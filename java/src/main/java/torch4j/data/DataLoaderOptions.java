package torch4j.data;

import java.time.Duration;
import java.util.function.IntConsumer;
import torch4j.Device;
import torch4j.Generator;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.utils.data.DataLoader}, with PyTorch's defaults.
 *
 * @param batchSize how many samples per batch to load; null for samples by themselves, without a
 *     batch's dimension
 * @param shuffle whether the data is reshuffled at every epoch
 * @param sampler the order of the samples; null for that of {@code shuffle}
 * @param batchSampler the samples of each batch, as a {@link BatchSampler}; null for batches of
 *     {@code batchSize}
 * @param numWorkers how many threads load batches; with 0 they are loaded when they are asked for
 * @param dropLast whether to drop the last incomplete batch, if the size of the dataset is not
 *     divisible by the batch size
 * @param timeout how long to wait for a batch of a worker; zero for ever
 * @param workerInit is called on each worker's thread, with its number, before it loads anything;
 *     null for nothing
 * @param prefetchFactor how many batches each worker loads ahead; null for 2 with workers
 * @param persistentWorkers whether workers live on after an epoch, until the loader is
 *     garbage-collected
 * @param pinMemory whether batches are copied to pinned memory; nothing happens without CUDA
 * @param generator the generator of the shuffle and of the workers' seeds; null for the default one
 * @param inOrder whether batches come in the sampler's order, or as soon as a worker has one
 * @param device where workers move the batches, ahead of their use; null to leave them where the
 *     dataset has made them. Not in Python
 */
@Withers
public record DataLoaderOptions(
    Integer batchSize,
    boolean shuffle,
    Sampler sampler,
    Iterable<long[]> batchSampler,
    int numWorkers,
    boolean dropLast,
    Duration timeout,
    IntConsumer workerInit,
    Integer prefetchFactor,
    boolean persistentWorkers,
    boolean pinMemory,
    Generator generator,
    boolean inOrder,
    Device device)
    implements DataLoaderOptionsWithers {
  private static final int PREFETCH = 2;

  /**
   * Checks each value; a loader checks which go together.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public DataLoaderOptions {
    if (batchSize != null && batchSize < 1) {
      throw new IllegalArgumentException("batchSize: got " + batchSize + ", expected >= 1");
    }
    if (numWorkers < 0) {
      throw new IllegalArgumentException(
          "numWorkers: got " + numWorkers + ", expected >= 0; 0 loads without workers");
    }
    if (prefetchFactor != null && prefetchFactor < 1) {
      throw new IllegalArgumentException(
          "prefetchFactor: got " + prefetchFactor + ", expected >= 1");
    }
    Require.nonNull(timeout, "timeout", "a duration");
    if (timeout.isNegative() || timeout.toSeconds() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "timeout: got " + timeout + ", expected zero, or up to 68 years");
    }
  }

  /** How many batches each worker loads ahead. */
  int prefetch() {
    return prefetchFactor == null ? PREFETCH : prefetchFactor;
  }
}
