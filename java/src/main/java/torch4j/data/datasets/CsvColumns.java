package torch4j.data.datasets;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the fields of CSV from the parser's memory to the columns, without strings between. */
final class CsvColumns extends AbstractBaseCsvCallbackHandler<Boolean> {
  private final Csv.Options options;
  private final boolean collects;
  private final char[][] missing;
  private final List<String> header = new ArrayList<>();
  private List<ColumnValues> columns = List.of();
  private ColumnValues[] byField; // null where a field is not read
  private long line;

  /** A line that is not as it should be; which one, and where. */
  static final class BadRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadRecord(String message) {
      super(message, null, false, false);
    }
  }

  CsvColumns(Csv.Options options, boolean collects) {
    this.options = options;
    this.collects = collects;
    missing = options.missing().stream().map(String::toCharArray).toArray(char[][]::new);
    if (!options.header() && options.columns() != null) {
      byNames(null);
    }
  }

  List<ColumnValues> columns() {
    return columns;
  }

  /** Where the record that is read begins. */
  long line() {
    return line;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
  }

  @Override
  protected void handleField(int field, char[] text, int offset, int length, boolean quoted) {
    if (byField == null) {
      if (options.header()) {
        header.add(new String(text, offset, length));
        return;
      }
      requireColumns(field);
    }
    ColumnValues column = byField == null || field >= byField.length ? null : byField[field];
    if (byField == null) {
      column = columns.get(field);
    }
    if (column == null) {
      return;
    }
    try {
      if (!quoted && isMissing(text, offset, length)) {
        column.addMissing();
      } else {
        column.add(text, offset, length);
      }
    } catch (ColumnValues.BadValue e) {
      throw new BadRecord(
          "line " + line + ", column " + column.column().name() + ": " + e.getMessage());
    }
  }

  private boolean isMissing(char[] text, int offset, int length) {
    for (char[] one : missing) {
      if (Arrays.equals(text, offset, offset + length, one, 0, one.length)) {
        return true;
      }
    }
    return false;
  }

  // Without a header and columns, the first line says how many there are.
  private void requireColumns(int field) {
    if (columns.size() <= field) {
      columns = new ArrayList<>(columns);
      columns.add(new ColumnValues(Column.float32(String.valueOf(field)), collects));
    }
  }

  private void byNames(List<String> names) {
    List<Column> wanted = options.columns();
    if (wanted == null) {
      wanted = names.stream().map(Column::float32).toList();
    }
    Map<String, Integer> places = new HashMap<>();
    int count = names == null ? wanted.size() : names.size();
    for (int i = 0; i < count; i++) {
      String name = names == null ? wanted.get(i).name() : names.get(i);
      if (places.put(name, i) != null) {
        throw new BadRecord(
            "line " + line + ": got the column " + name + " twice, expected different names");
      }
    }
    byField = new ColumnValues[count];
    columns = new ArrayList<>();
    for (Column column : wanted) {
      Integer place = places.get(column.name());
      if (place == null) {
        throw new BadRecord(
            "line "
                + line
                + ": got the columns "
                + names
                + ", expected one named "
                + column.name());
      }
      byField[place] = new ColumnValues(column, collects);
      columns.add(byField[place]);
    }
  }

  // Whether it is a record: an empty line is none.
  @Override
  protected Boolean buildRecord() {
    if (getRecordType() == RecordType.EMPTY) {
      return false;
    }
    if (byField == null && options.header()) {
      byNames(header);
      return true;
    }
    if (byField == null) {
      byField = columns.toArray(ColumnValues[]::new);
    }
    if (getFieldCount() != byField.length) {
      throw new BadRecord(
          "line " + line + ": got " + getFieldCount() + " fields, expected " + byField.length);
    }
    return true;
  }
}
