package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import torch4j.Generator;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * The samples of one process among several that train together. Same as {@code
 * torch.utils.data.DistributedSampler}: all have the same number of samples; where the dataset does
 * not divide evenly, some samples come twice, or the tail is dropped.
 *
 * <p>{@link #setEpoch} before each epoch, or each epoch has the same order. The epoch is read when
 * the sampler's iterator starts: in a {@link DataLoader}, when the first batch is due.
 */
public final class DistributedSampler implements Sampler {
  private final Dataset<?> dataset;
  private final long numReplicas;
  private final long rank;
  private final Options options;
  private volatile long epoch;

  /**
   * Options of {@code DistributedSampler}, with PyTorch's defaults.
   *
   * @param shuffle whether to shuffle the indices
   * @param seed the seed of the shuffle, the same in all processes
   * @param dropLast whether to drop the tail of the data to make it evenly divisible, instead of
   *     adding samples
   */
  @Withers
  public record Options(boolean shuffle, long seed, boolean dropLast)
      implements DistributedSamplerOptionsWithers {}

  /** PyTorch's defaults: shuffled with seed 0, samples added at the end. */
  public static Options options() {
    return new Options(true, 0, false);
  }

  /**
   * The samples of one process, with PyTorch's defaults.
   *
   * @param numReplicas the number of processes
   * @param rank the rank of this process
   * @throws IllegalArgumentException if the rank is not from 0 to {@code numReplicas - 1}
   */
  public DistributedSampler(Dataset<?> dataset, long numReplicas, long rank) {
    this(dataset, numReplicas, rank, options());
  }

  /**
   * The samples of one process.
   *
   * @param numReplicas the number of processes
   * @param rank the rank of this process
   * @throws IllegalArgumentException if the rank is not from 0 to {@code numReplicas - 1}
   */
  public DistributedSampler(Dataset<?> dataset, long numReplicas, long rank, Options options) {
    Torch.init();
    this.dataset = Require.nonNull(dataset, "dataset", "a dataset");
    this.numReplicas = Positive.require("numReplicas", numReplicas);
    this.rank = rank;
    this.options = Require.nonNull(options, "options", "options");
    if (rank < 0 || rank >= numReplicas) {
      throw new IllegalArgumentException(
          "rank: got " + rank + ", expected 0 to " + (numReplicas - 1));
    }
  }

  /** Sets the epoch, which changes the order of a shuffled sampler. */
  public void setEpoch(long epoch) {
    this.epoch = epoch;
  }

  /** The epoch that was set last; 0 at the start. */
  public long epoch() {
    return epoch;
  }

  /** The number of this process's samples. */
  @Override
  public long size() {
    long n = dataset.size();
    boolean dropped = options.dropLast && n % numReplicas != 0;
    return dropped ? n / numReplicas : (n + numReplicas - 1) / numReplicas;
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    int n = Math.toIntExact(dataset.size());
    long[] order =
        options.shuffle
            ? Draws.permutation(n, new Generator().manualSeed(options.seed + epoch))
            : LongStream.range(0, n).toArray();
    var mine = new long[Math.toIntExact(size())];
    for (int i = 0; i < mine.length; i++) {
      mine[i] = order[(int) ((rank + i * numReplicas) % n)]; // beyond the end, from the start again
    }
    return Arrays.stream(mine).iterator();
  }

  @Override
  public String toString() {
    return "DistributedSampler("
        + dataset.size()
        + " samples, numReplicas "
        + numReplicas
        + ", rank "
        + rank
        + ", "
        + options
        + ")";
  }
}
