package torch4j.data.datasets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.data.Batch;
import torch4j.data.IterableDataset;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * The rows of a database's query: streamed, or into memory with {@link #read}. A sample is a batch
 * of a row's numbers, truth values and strings, by name.
 *
 * <pre>{@code
 * var rows =
 *     new Query(
 *         () -> DriverManager.getConnection("jdbc:duckdb:"),
 *         "select * from 'flights.parquet' where year = ?",
 *         2024);
 * for (Batch batch : new DataLoader<>(rows, DataLoader.options().batchSize(256))) { … }
 * }</pre>
 *
 * <p>Each pass opens a connection and closes it at its end, or when a loop over a DataLoader is
 * left. Of several workers, each runs the query and takes every so many-th row: such a query needs
 * an {@code order by}. Some databases stream only if asked to, such as PostgreSQL with {@code
 * setAutoCommit(false)} and DuckDB with the property {@code jdbc_stream_results}.
 */
public final class Query implements IterableDataset<Batch> {
  private final Connections connections;
  private final String sql;
  private final Options options;
  private final List<Object> parameters;

  /** Opens connections: a method of a data source, or {@code DriverManager.getConnection}. */
  @FunctionalInterface
  public interface Connections {
    /**
     * A new connection, which the query closes.
     *
     * @throws SQLException if there is none
     */
    Connection open() throws SQLException;
  }

  /**
   * Options of a query.
   *
   * @param columns the columns to read, in any order; null for all, by their types in the database:
   *     integers become int64, REAL float32, other numbers float64, all else text
   * @param fetchSize how many rows the database is asked for at once; 0 for its own choice
   */
  @Withers
  public record Options(List<Column> columns, int fetchSize) implements QueryOptionsWithers {
    /** Checks and copies the values. */
    public Options {
      columns =
          columns == null ? null : List.copyOf(Require.noNulls(columns, "columns", "a column"));
      if (fetchSize < 0) {
        throw new IllegalArgumentException("fetchSize: got " + fetchSize + ", expected >= 0");
      }
    }

    /** Returns a copy with these columns. */
    public Options columns(Column... columns) {
      return columns(Arrays.asList(Require.nonNull(columns, "columns", "columns")));
    }
  }

  /** All columns, 1,000 rows at once. */
  public static Options options() {
    return new Options(null, 1000);
  }

  /**
   * A query.
   *
   * @param parameters the values of its question marks; one may be null, for SQL's
   */
  public Query(Connections connections, String sql, Object... parameters) {
    this(connections, sql, options(), parameters);
  }

  /**
   * A query.
   *
   * @param parameters the values of its question marks; one may be null, for SQL's
   */
  public Query(Connections connections, String sql, Options options, Object... parameters) {
    this.connections = Require.nonNull(connections, "connections", "a source of connections");
    this.sql = Require.nonNull(sql, "sql", "a query");
    this.options = Require.nonNull(options, "options", "options");
    this.parameters =
        Collections.unmodifiableList(
            new ArrayList<>(Arrays.asList(Require.nonNull(parameters, "parameters", "values"))));
  }

  /**
   * Runs the query and iterates over its rows once. The iterator is closeable.
   *
   * @throws InvalidDataException if the query fails, at once or half-way, or a value is not what
   *     its column can have; the connection is closed then
   */
  @Override
  public Rows iterator() {
    return new QueryRows(false);
  }

  /**
   * Runs the query and reads all rows into memory.
   *
   * @throws InvalidDataException if the query fails, or a value is not what its column can have
   */
  public Table read() {
    try (var rows = new QueryRows(true)) {
      long size = 0;
      while (rows.advance()) {
        size++;
      }
      return new Table(size, rows.columns);
    }
  }

  /** One run of the query. */
  private final class QueryRows extends Rows {
    private final List<ColumnValues> columns = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private Connection connection;
    private PreparedStatement statement;
    private ResultSet rows;
    private long row;

    QueryRows(boolean collects) {
      try {
        connection = connections.open();
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(options.fetchSize);
        for (int i = 0; i < parameters.size(); i++) {
          statement.setObject(i + 1, parameters.get(i));
        }
        rows = statement.executeQuery();
        choose(rows.getMetaData(), collects);
      } catch (SQLException e) {
        throw closed(failed(e.getMessage(), e));
      } catch (RuntimeException e) {
        throw closed(e);
      }
    }

    private RuntimeException closed(RuntimeException e) {
      try {
        free();
      } catch (InvalidDataException other) {
        e.addSuppressed(other);
      }
      return e;
    }

    private InvalidDataException failed(String reason, Exception e) {
      return new InvalidDataException(
          "query \"" + sql + "\": row " + row + ": got \"" + reason + "\", expected a row", e);
    }

    private void choose(ResultSetMetaData data, boolean collects) throws SQLException {
      List<Column> found = new ArrayList<>();
      for (int place = 1; place <= data.getColumnCount(); place++) {
        found.add(column(data.getColumnLabel(place), data.getColumnType(place)));
      }
      List<String> names = found.stream().map(Column::name).toList();
      for (Column column : options.columns == null ? found : options.columns) {
        int place = names.indexOf(column.name());
        if (place < 0 || place != names.lastIndexOf(column.name())) {
          throw new InvalidDataException(
              "query \""
                  + sql
                  + "\": got the columns "
                  + names
                  + ", expected one named "
                  + column.name());
        }
        columns.add(new ColumnValues(column, collects));
        places.add(place + 1);
      }
    }

    private Column column(String name, int type) {
      return switch (type) {
        case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Column.int64(name);
        case Types.REAL -> Column.float32(name);
        case Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL -> Column.float64(name);
        case Types.BOOLEAN, Types.BIT -> Column.bool(name);
        default -> Column.text(name);
      };
    }

    @Override
    boolean advance() {
      int at = 0;
      try {
        if (!rows.next()) {
          return false;
        }
        for (; at < places.size(); at++) {
          columns.get(at).add(rows, places.get(at));
        }
        row++;
        return true;
      } catch (SQLException e) {
        throw closed(failed(e.getMessage(), e));
      } catch (ColumnValues.BadValue e) {
        throw closed(
            new InvalidDataException(
                "query \""
                    + sql
                    + "\": row "
                    + row
                    + ", column "
                    + columns.get(at).column().name()
                    + ": "
                    + e.getMessage()));
      } catch (RuntimeException e) {
        throw closed(e);
      }
    }

    @Override
    Batch row() {
      Map<String, Object> values = new LinkedHashMap<>();
      columns.forEach(column -> values.put(column.column().name(), column.take()));
      return Batch.of(values);
    }

    @Override
    void free() {
      SQLException failure = null;
      for (AutoCloseable resource : Arrays.asList(rows, statement, connection)) {
        try {
          if (resource != null) {
            resource.close();
          }
        } catch (SQLException e) {
          failure = failure == null ? e : failure;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      rows = null;
      statement = null;
      connection = null;
      if (failure != null) {
        throw failed(failure.getMessage(), failure);
      }
    }
  }
}
