package torch4j.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * An iterable over a dataset in batches, in order or reshuffled at every epoch. Same as {@code
 * torch.utils.data.DataLoader}: the same seed gives the same batches as in Python.
 */
public final class DataLoader implements Iterable<Batch> {
  private final Dataset dataset;
  private final Options options;

  /**
   * Options of {@code torch.utils.data.DataLoader}, with PyTorch's defaults.
   *
   * @param batchSize how many samples per batch to load
   * @param shuffle whether the data is reshuffled at every epoch
   * @param dropLast whether to drop the last incomplete batch, if the size of the dataset is not
   *     divisible by the batch size
   */
  @Withers
  public record Options(int batchSize, boolean shuffle, boolean dropLast)
      implements DataLoaderOptionsWithers {
    /** Checks the values. */
    public Options {
      if (batchSize < 1) {
        throw new IllegalArgumentException("batchSize: got " + batchSize + ", expected >= 1");
      }
    }
  }

  /** PyTorch's defaults: batches of one sample, in order. */
  public static Options options() {
    return new Options(1, false, false);
  }

  /** A loader of this dataset. */
  public DataLoader(Dataset dataset, Options options) {
    Torch.init();
    this.dataset = Require.nonNull(dataset, "dataset", "a dataset");
    this.options = Require.nonNull(options, "options", "options");
  }

  /** The dataset. */
  public Dataset dataset() {
    return dataset;
  }

  /** The number of batches. Same as {@code len(loader)}. */
  public long size() {
    long whole = dataset.size() / options.batchSize;
    boolean rest = dataset.size() % options.batchSize != 0;
    return rest && !options.dropLast ? whole + 1 : whole;
  }

  /** Iterates over the batches once. The caller closes each batch. */
  @Override
  public Iterator<Batch> iterator() {
    return new Batches();
  }

  private final class Batches implements Iterator<Batch> {
    private long[] order;
    private long next;

    Batches() {
      RandomOrder.seed(); // Python draws a base seed for its workers here, also without workers
    }

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException(
            "batch: got none after the last, expected a call to hasNext() before");
      }
      if (order == null) {
        order =
            options.shuffle
                ? RandomOrder.permutation(dataset.size(), RandomOrder.seed())
                : inOrder();
      }
      int from = Math.toIntExact(next * options.batchSize);
      int to = Math.min(from + options.batchSize, order.length);
      next++;
      return dataset.getBatch(Arrays.copyOfRange(order, from, to));
    }

    private long[] inOrder() {
      return LongStream.range(0, dataset.size()).toArray();
    }
  }
}
