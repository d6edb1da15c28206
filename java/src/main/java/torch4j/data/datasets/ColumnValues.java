package torch4j.data.datasets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;

/** The values of one column, which grow row by row. */
final class ColumnValues {
  private static final int FIRST_CAPACITY = 1024;

  private final Column column;
  private final boolean collects;
  private final Map<String, Integer> categories = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private float[] floats = {};
  private double[] doubles = {};
  private long[] longs = {};
  private boolean[] booleans = {};
  private int size;

  /** A value that a column cannot have; what it should have been. */
  static final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadValue(String got, String expected) {
      super("got " + got + ", expected " + expected, null, false, false);
    }
  }

  /**
   * @param collects whether categories that are new are added, if the column does not name them
   */
  ColumnValues(Column column, boolean collects) {
    this.column = column;
    this.collects = collects && column.categories() == null;
    if (column.categories() != null) {
      column.categories().forEach(category -> categories.put(category, categories.size()));
    }
  }

  Column column() {
    return column;
  }

  List<String> categories() {
    var names = new String[categories.size()];
    categories.forEach((name, index) -> names[index] = name);
    return List.of(names);
  }

  /** Adds a value of a text file. */
  void add(char[] text, int offset, int length) {
    switch (column.type()) {
      case CATEGORY -> addLong(category(new String(text, offset, length)));
      case TEXT -> addText(new String(text, offset, length));
      default -> addTrimmed(text, offset, offset + length);
    }
  }

  private void addTrimmed(char[] text, int first, int end) {
    int from = first;
    int to = end;
    while (from < to && text[from] <= ' ') {
      from++;
    }
    while (to > from && text[to - 1] <= ' ') {
      to--;
    }
    try {
      switch (column.type()) {
        case FLOAT32, FLOAT64 -> addNumber(Decimal.parse(text, from, to));
        case INT64 -> addLong(Long.parseLong(new String(text, from, to - from)));
        default -> addBoolean(truth(new String(text, from, to - from)));
      }
    } catch (NumberFormatException e) {
      boolean isFloat = column.type() != Column.Type.INT64;
      throw new BadValue(
          quoted(new String(text, first, end - first)), isFloat ? "a number" : "an integer");
    }
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new BadValue(quoted(text), "true, false, 1 or 0");
    };
  }

  private long category(String name) {
    Integer index = categories.get(name);
    if (index == null) {
      if (!collects) {
        throw new BadValue(
            quoted(name),
            column.categories() == null
                ? "a column that names its categories, where rows are streamed"
                : "one of " + column.categories());
      }
      index = categories.size();
      categories.put(name, index);
    }
    return index;
  }

  /** Adds a value of a database's row. */
  void add(ResultSet row, int place) throws SQLException {
    switch (column.type()) {
      case FLOAT32, FLOAT64 -> {
        double value = row.getDouble(place);
        if (row.wasNull()) {
          addMissing();
        } else {
          addNumber(value);
        }
      }
      case INT64 -> {
        long value = row.getLong(place);
        if (row.wasNull()) {
          addMissing();
        } else {
          addLong(value);
        }
      }
      case BOOL -> {
        boolean value = row.getBoolean(place);
        if (row.wasNull()) {
          addMissing();
        } else {
          addBoolean(value);
        }
      }
      default -> {
        String value = row.getString(place);
        if (value == null) {
          addMissing();
        } else if (column.type() == Column.Type.TEXT) {
          addText(value);
        } else {
          addLong(category(value));
        }
      }
    }
  }

  /** Adds what stands for a missing value. */
  void addMissing() {
    Double missing = column.missing();
    switch (column.type()) {
      case FLOAT32, FLOAT64 -> addNumber(missing == null ? Double.NaN : missing);
      case TEXT -> addText("");
      default -> {
        if (missing == null) {
          throw new BadValue(
              "a missing value",
              "a value; column.missing(value) says what stands for one that is missing");
        }
        if (column.type() == Column.Type.BOOL) {
          addBoolean(missing != 0);
        } else {
          addLong(missing.longValue());
        }
      }
    }
  }

  private int capacity(int now) {
    return Math.max(FIRST_CAPACITY, Math.addExact(now, now >> 1));
  }

  private void addNumber(double value) {
    if (column.type() == Column.Type.FLOAT32) {
      if (size == floats.length) {
        floats = Arrays.copyOf(floats, capacity(size));
      }
      floats[size++] = (float) value;
    } else {
      if (size == doubles.length) {
        doubles = Arrays.copyOf(doubles, capacity(size));
      }
      doubles[size++] = value;
    }
  }

  private void addLong(long value) {
    if (size == longs.length) {
      longs = Arrays.copyOf(longs, capacity(size));
    }
    longs[size++] = value;
  }

  private void addBoolean(boolean value) {
    if (size == booleans.length) {
      booleans = Arrays.copyOf(booleans, capacity(size));
    }
    booleans[size++] = value;
  }

  private void addText(String value) {
    texts.add(value);
    size++;
  }

  /** Takes the last value back out, as an object. */
  Object take() {
    size--;
    return switch (column.type()) {
      case FLOAT32 -> floats[size];
      case FLOAT64 -> doubles[size];
      case BOOL -> booleans[size];
      case TEXT -> texts.remove(size);
      default -> longs[size];
    };
  }

  /** All values: a tensor, or a list of strings. */
  Object all() {
    return switch (column.type()) {
      case FLOAT32 -> tensor(Arrays.copyOf(floats, size));
      case FLOAT64 -> Torch.tensor(Arrays.copyOf(doubles, size));
      case BOOL -> Torch.tensor(Arrays.copyOf(booleans, size));
      case TEXT -> List.copyOf(texts);
      default -> Torch.tensor(Arrays.copyOf(longs, size));
    };
  }

  private static Tensor tensor(float[] values) {
    return Torch.tensor(values);
  }
}
