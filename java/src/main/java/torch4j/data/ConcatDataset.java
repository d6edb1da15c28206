package torch4j.data;

import java.util.List;
import torch4j.internal.Require;

/**
 * Datasets one after the other. Same as {@code torch.utils.data.ConcatDataset}.
 *
 * @param <S> the type of a sample
 */
public final class ConcatDataset<S> implements Dataset<S> {
  private final List<Dataset<S>> datasets;
  private final long[] ends;

  /**
   * The samples of these datasets.
   *
   * @throws IllegalArgumentException if there are none, or one is null
   */
  public ConcatDataset(List<? extends Dataset<S>> datasets) {
    this.datasets = List.copyOf(Require.noNulls(datasets, "datasets", "a dataset"));
    if (datasets.isEmpty()) {
      throw new IllegalArgumentException("datasets: got none, expected at least one");
    }
    ends = new long[datasets.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += datasets.get(i).size();
      ends[i] = end;
    }
  }

  /** The datasets. */
  public List<Dataset<S>> datasets() {
    return datasets;
  }

  /** Where each dataset ends. Same as {@code dataset.cumulative_sizes}. */
  public long[] cumulativeSizes() {
    return ends.clone();
  }

  @Override
  public long size() {
    return ends[ends.length - 1];
  }

  /**
   * One sample; negative indices count from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  @Override
  public S get(long index) {
    if (index < -size() || index >= size()) {
      throw new IndexOutOfBoundsException(
          "index: got " + index + ", expected " + -size() + " to " + (size() - 1));
    }
    long positive = index < 0 ? index + size() : index;
    int which = 0;
    while (positive >= ends[which]) {
      which++;
    }
    return datasets.get(which).get(which == 0 ? positive : positive - ends[which - 1]);
  }
}
