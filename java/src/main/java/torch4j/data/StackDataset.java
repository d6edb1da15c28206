package torch4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import torch4j.internal.Require;

/**
 * Datasets beside each other: a sample has one of each, in order or by name. Same as {@code
 * torch.utils.data.StackDataset}.
 */
public final class StackDataset implements Dataset<Batch> {
  private final List<Dataset<?>> datasets;
  private final List<String> names;

  /**
   * Samples without names.
   *
   * @throws IllegalArgumentException if there are no datasets, or their sizes differ
   */
  public StackDataset(Dataset<?>... datasets) {
    this(Arrays.asList(Require.nonNull(datasets, "datasets", "datasets")), List.of());
  }

  /**
   * Samples with the map's names, in its order.
   *
   * @throws IllegalArgumentException if there are no datasets, or their sizes differ
   */
  public StackDataset(Map<String, ? extends Dataset<?>> datasets) {
    this(values(datasets), List.copyOf(datasets.keySet()));
  }

  private static List<Dataset<?>> values(Map<String, ? extends Dataset<?>> datasets) {
    return new ArrayList<>(Require.nonNull(datasets, "datasets", "named datasets").values());
  }

  private StackDataset(List<Dataset<?>> datasets, List<String> names) {
    this.datasets = List.copyOf(Require.noNulls(datasets, "datasets", "a dataset"));
    this.names = names;
    if (datasets.isEmpty()) {
      throw new IllegalArgumentException("datasets: got none, expected at least one");
    }
    for (Dataset<?> dataset : datasets) {
      if (dataset.size() != size()) {
        throw new IllegalArgumentException(
            "datasets: got sizes " + size() + " and " + dataset.size() + ", expected one size");
      }
    }
  }

  /** The datasets. */
  public List<Dataset<?>> datasets() {
    return datasets;
  }

  @Override
  public long size() {
    return datasets.get(0).size();
  }

  @Override
  public Batch get(long index) {
    List<Object> values = new ArrayList<>(datasets.size());
    for (Dataset<?> dataset : datasets) {
      values.add(dataset.get(index));
    }
    return new Batch(values, names);
  }

  @Override
  public List<Batch> getItems(long... indices) {
    List<List<?>> columns = new ArrayList<>(datasets.size());
    for (Dataset<?> dataset : datasets) {
      List<?> items = dataset.getItems(indices);
      if (items.size() != indices.length) {
        throw new IllegalArgumentException(
            "getItems: got " + items.size() + " samples, expected " + indices.length);
      }
      columns.add(items);
    }
    List<Batch> samples = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      int row = i;
      samples.add(new Batch(columns.stream().<Object>map(c -> c.get(row)).toList(), names));
    }
    return samples;
  }
}
