package torch4j.data.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.data.Batch;
import torch4j.data.IterableDataset;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Files of comma-separated values, gzipped or not: into memory with {@link #read}, or row by row
 * with {@link #stream}. Fields may be quoted, with {@code ""} for a quote, as Python's {@code csv}
 * reads them; a byte order mark is skipped, and so are empty lines.
 */
public final class Csv {
  private static final String EXPECTED = "a CSV file";

  private Csv() {}

  /**
   * Options of reading CSV.
   *
   * @param header whether the first line has the names of the columns; without, they are called
   *     {@code "0"}, {@code "1"} and so on
   * @param columns the columns to read, in any order; null for all, as float32
   * @param separator what is between fields
   * @param quote what is around fields with separators, quotes or line breaks
   * @param missing the texts that are missing values, unless they are quoted
   * @param charset the character set
   */
  @Withers
  public record Options(
      boolean header,
      List<Column> columns,
      char separator,
      char quote,
      List<String> missing,
      Charset charset)
      implements CsvOptionsWithers {
    /** Checks and copies the values. */
    public Options {
      if (columns != null) {
        columns = List.copyOf(Require.noNulls(columns, "columns", "a column"));
        if (columns.isEmpty()
            || columns.stream().map(Column::name).distinct().count() < columns.size()) {
          throw new IllegalArgumentException(
              "columns: got "
                  + columns.stream().map(Column::name).toList()
                  + ", expected one or more, with different names");
        }
      }
      missing = List.copyOf(Require.noNulls(missing, "missing", "a text"));
      Require.nonNull(charset, "charset", "a character set");
      if (separator == quote || isLineBreak(separator) || isLineBreak(quote)) {
        throw new IllegalArgumentException(
            "separator, quote: got two that are the same, or a line break, expected others");
      }
    }

    private static boolean isLineBreak(char c) {
      return c == '\n' || c == '\r';
    }

    /** Returns a copy with these columns. */
    public Options columns(Column... columns) {
      return columns(List.of(Require.nonNull(columns, "columns", "columns")));
    }
  }

  /** A header, all columns as float32, commas, double quotes, empty fields missing, UTF-8. */
  public static Options options() {
    return new Options(true, null, ',', '"', List.of(""), StandardCharsets.UTF_8);
  }

  /**
   * Reads a file with a header and numbers.
   *
   * @throws InvalidDataException if it has a line of too many or too few fields, or a field that is
   *     no number; it names the line and the column
   * @throws UncheckedIOException if it cannot be read
   */
  public static Table read(Path file) {
    return read(file, options());
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDataException if it has a line of too many or too few fields, or a field that
   *     its column cannot have; it names the line and the column
   * @throws UncheckedIOException if it cannot be read
   */
  public static Table read(Path file, Options options) {
    try (var rows = new CsvRows(file, options, true)) {
      long size = 0;
      while (rows.advance()) {
        size++;
      }
      return new Table(size, rows.columns());
    }
  }

  /**
   * The rows of a file, which are read as they are asked for: numbers, truth values and strings by
   * name. A column of categories must name them. Of several workers, each takes every so many-th
   * row.
   *
   * @throws IllegalArgumentException if an argument is null
   */
  public static IterableDataset<Batch> stream(Path file, Options options) {
    Require.nonNull(file, "file", "a path");
    Require.nonNull(options, "options", "options");
    return () -> new CsvRows(file, options, false);
  }

  /** One pass over a file. */
  private static final class CsvRows extends Rows {
    private final Path file;
    private final CsvColumns fields;
    private SourceFile source;
    private Iterator<Boolean> records;

    CsvRows(Path file, Options options, boolean collects) {
      this.file = Require.nonNull(file, "file", "a path");
      fields = new CsvColumns(Require.nonNull(options, "options", "options"), collects);
      try {
        source = SourceFile.open(file);
        records =
            CsvReader.builder()
                .fieldSeparator(options.separator)
                .quoteCharacter(options.quote)
                .detectBomHeader(options.charset.equals(StandardCharsets.UTF_8))
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(fields, source.stream(), options.charset)
                .iterator();
      } catch (IOException e) {
        throw FileFailure.reading(file, EXPECTED, e);
      }
      if (options.header && !advance()) {
        free();
        throw new InvalidDataException(file + ": got an empty file, expected a header");
      }
    }

    List<ColumnValues> columns() {
      return fields.columns();
    }

    @Override
    boolean advance() {
      try {
        while (records.hasNext()) {
          if (records.next()) {
            return true;
          }
        }
        return false;
      } catch (RuntimeException e) {
        free();
        throw explained(e);
      }
    }

    private RuntimeException explained(RuntimeException e) {
      Throwable cause = e;
      while (cause != null) {
        if (cause instanceof CsvColumns.BadRecord bad) {
          return new InvalidDataException(file + ": " + bad.getMessage());
        }
        if (cause instanceof IOException io) {
          return FileFailure.reading(file, EXPECTED, io);
        }
        cause = cause.getCause();
      }
      return e instanceof CsvParseException
          ? new InvalidDataException(
              file
                  + ": line "
                  + fields.line()
                  + ": got malformed CSV ("
                  + e.getMessage()
                  + "), expected quotes around whole fields",
              e)
          : e;
    }

    @Override
    Batch row() {
      Map<String, Object> values = new LinkedHashMap<>();
      fields.columns().forEach(column -> values.put(column.column().name(), column.take()));
      return Batch.of(values);
    }

    @Override
    void free() {
      try {
        source.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
