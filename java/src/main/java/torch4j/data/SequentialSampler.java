package torch4j.data;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import torch4j.internal.Require;

/** All samples in order. Same as {@code torch.utils.data.SequentialSampler}. */
public final class SequentialSampler implements Sampler {
  private final Dataset<?> dataset;

  /** The samples of this dataset. */
  public SequentialSampler(Dataset<?> dataset) {
    this.dataset = Require.nonNull(dataset, "dataset", "a dataset");
  }

  @Override
  public PrimitiveIterator.OfLong iterator() {
    return LongStream.range(0, dataset.size()).iterator();
  }

  @Override
  public long size() {
    return dataset.size();
  }

  @Override
  public String toString() {
    return "SequentialSampler(" + size() + " samples)";
  }
}
