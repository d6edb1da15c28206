package torch4j.data.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.Dataset;
import torch4j.internal.Require;

/**
 * Rows of a file or a database in memory, column by column: a tensor for each column of numbers,
 * strings for each of text. A sample is a batch of a row's values, by name.
 *
 * <pre>{@code
 * Table table = Csv.read(path);
 * var dataset = new TensorDataset(table.features("age", "rooms"), table.tensor("price"));
 * }</pre>
 */
public final class Table implements Dataset<Batch> {
  private final long size;
  private final Map<String, Object> columns = new LinkedHashMap<>();
  private final Map<String, List<String>> categories = new LinkedHashMap<>();

  Table(long size, List<ColumnValues> values) {
    Torch.init();
    this.size = size;
    for (ColumnValues column : values) {
      String name = column.column().name();
      columns.put(name, column.all());
      if (column.column().type() == Column.Type.CATEGORY) {
        categories.put(name, column.categories());
      }
    }
  }

  /** The names of the columns, in their order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public long size() {
    return size;
  }

  private Object column(String name) {
    Object column = columns.get(Require.nonNull(name, "name", "the name of a column"));
    if (column == null) {
      throw new IllegalArgumentException(
          "name: got " + name + ", expected one of " + columns.keySet());
    }
    return column;
  }

  /**
   * The numbers of a column, {@code [N]}.
   *
   * @throws IllegalArgumentException if there is no such column, or it is of text
   */
  public Tensor tensor(String name) {
    if (column(name) instanceof Tensor tensor) {
      return tensor;
    }
    throw new IllegalArgumentException(
        "name: got " + name + ", a column of text, expected one of numbers");
  }

  /**
   * The strings of a column of text.
   *
   * @throws IllegalArgumentException if there is no such column, or it is of numbers
   */
  @SuppressWarnings("unchecked") // what is no tensor is a list of strings
  public List<String> strings(String name) {
    if (column(name) instanceof List<?> strings) {
      return (List<String>) strings;
    }
    throw new IllegalArgumentException(
        "name: got " + name + ", a column of numbers, expected one of text");
  }

  /**
   * The categories of a column, in the order of their indices.
   *
   * @throws IllegalArgumentException if there is no such column, or it has none
   */
  public List<String> categories(String name) {
    List<String> found = categories.get(Require.nonNull(name, "name", "the name of a column"));
    if (found == null) {
      throw new IllegalArgumentException(
          "name: got "
              + name
              + ", expected one of the columns of categories "
              + categories.keySet());
    }
    return found;
  }

  /**
   * Several columns of numbers side by side, float32 {@code [N, columns]}.
   *
   * @param names the columns; none for all of numbers
   * @throws IllegalArgumentException if there is no such column, or one is of text
   */
  public Tensor features(String... names) {
    Require.noNulls(Arrays.asList(Require.nonNull(names, "names", "names")), "names", "a name");
    List<String> chosen =
        names.length > 0
            ? List.of(names)
            : names().stream().filter(name -> columns.get(name) instanceof Tensor).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "names: got none, expected columns of numbers in " + columns.keySet());
    }
    Tensor features = Torch.empty(new long[] {size, chosen.size()}, DType.float32);
    for (int i = 0; i < chosen.size(); i++) {
      try (Tensor place = features.select(1, i)) {
        place.copy_(tensor(chosen.get(i)));
      }
    }
    return features;
  }

  @Override
  public Batch get(long index) {
    checkIndex(index);
    Map<String, Object> row = new LinkedHashMap<>();
    columns.forEach((name, column) -> row.put(name, value(column, index)));
    return Batch.of(row);
  }

  private static Object value(Object column, long index) {
    return column instanceof Tensor tensor
        ? tensor.select(0, index)
        : ((List<?>) column).get((int) index);
  }

  @Override
  public Batch getBatch(long... indices) {
    for (long index : Require.nonNull(indices, "indices", "indices of samples")) {
      checkIndex(index);
    }
    Map<String, Object> rows = new LinkedHashMap<>();
    try (Tensor chosen = Torch.tensor(indices)) {
      columns.forEach((name, column) -> rows.put(name, values(column, chosen, indices)));
    }
    return Batch.of(rows);
  }

  private static Object values(Object column, Tensor chosen, long[] indices) {
    if (column instanceof Tensor tensor) {
      return tensor.indexSelect(0, chosen);
    }
    List<Object> values = new ArrayList<>(indices.length);
    for (long index : indices) {
      values.add(((List<?>) column).get((int) index));
    }
    return values;
  }

  private void checkIndex(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index: got " + index + ", expected 0 to " + (size - 1));
    }
  }
}
