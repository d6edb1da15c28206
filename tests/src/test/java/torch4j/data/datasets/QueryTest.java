package torch4j.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.data.Batch;
import torch4j.data.Collate;
import torch4j.data.DataLoader;

/** Queries of DuckDB, of its tables and of Parquet files. */
final class QueryTest {
  @TempDir Path folder;

  private final List<Connection> opened = new ArrayList<>();

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    opened.add(connection);
    return connection;
  }

  private void assertClosed() throws SQLException {
    for (Connection connection : opened) {
      assertTrue(connection.isClosed());
    }
  }

  @Test
  void types_becomeTensorsAndStrings() throws SQLException {
    String sql =
        "select * from (values (1::int, 2.5::double, 'a', true, 1.5::float, 0.25::decimal(5,2)),"
            + " (2, null, null, false, -1, 3)) t(i, d, s, b, f, n)";
    Table table = new Query(this::connect, sql).read();
    assertEquals(List.of("i", "d", "s", "b", "f", "n"), table.names());
    assertArrayEquals(new long[] {1, 2}, table.tensor("i").toLongArray());
    assertArrayEquals(new double[] {2.5, Double.NaN}, table.tensor("d").toDoubleArray());
    assertEquals(List.of("a", ""), table.strings("s"));
    assertEquals(DType.bool, table.tensor("b").dtype());
    assertEquals(DType.float64, table.tensor("f").dtype()); // FLOAT is JDBC's double
    assertArrayEquals(new double[] {0.25, 3}, table.tensor("n").toDoubleArray());
    assertClosed();
  }

  @Test
  void parquet_isStreamed_byWorkersToo() throws SQLException {
    Path file = folder.resolve("rows.parquet");
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "copy (select i, i / 2.0 x, 'c' || (i % 3) city from range(1000) t(i)) to '"
              + file
              + "' (format parquet)");
    }
    Query.Options options =
        Query.options()
            .fetchSize(64)
            .columns(Column.category("city", "c0", "c1", "c2"), Column.int64("i"));
    var rows =
        new Query(
            this::connect, "select * from '" + file + "' where i >= ? order by i", options, 10);
    for (int workers : new int[] {0, 2}) {
      var loader =
          new DataLoader<>(
              rows,
              Collate.<Batch>toBatch(),
              DataLoader.options().batchSize(100).numWorkers(workers));
      List<Long> seen = new ArrayList<>();
      for (Batch batch : loader) {
        long[] i = batch.get("i").toLongArray();
        long[] city = batch.get("city").toLongArray();
        for (int row = 0; row < i.length; row++) {
          assertEquals(i[row] % 3, city[row]);
          seen.add(i[row]);
        }
      }
      assertEquals(990, seen.size());
      assertEquals(990, seen.stream().distinct().count());
    }
    assertEquals(990, rows.read().size());
    assertClosed();
  }

  @Test
  void loopThatIsLeft_closesTheConnection() throws SQLException {
    var rows = new Query(this::connect, "select * from range(100000) t(i)");
    try (Rows iterator = rows.iterator()) {
      assertEquals(0L, iterator.next().value("i"));
    }
    assertClosed();
    assertEquals(1, opened.size());
  }

  @Test
  void failures_nameTheRow_andCloseTheConnection() throws SQLException {
    String sql =
        "select repeat('x', 1000) s, case when i = 30000 then error('broken') else i end i"
            + " from range(40000) t(i)";
    Rows rows = new Query(this::connect, sql).iterator();
    var failure = assertThrows(InvalidDataException.class, () -> rows.forEachRemaining(row -> {}));
    assertTrue(failure.getMessage().startsWith("query \"" + sql + "\": row "), failure::getMessage);
    assertFalse(failure.getMessage().contains("row 0:"), failure::getMessage);
    assertTrue(failure.getMessage().contains("broken"), failure::getMessage);
    assertFalse(rows.hasNext());
    assertClosed();

    var missing = new Query(this::connect, "select * from (values (1), (null)) t(a)");
    assertEquals(
        "query \"select * from (values (1), (null)) t(a)\": row 1, column a: got a missing value,"
            + " expected a value; column.missing(value) says what stands for one that is missing",
        assertThrows(InvalidDataException.class, missing::read).getMessage());
    var syntax = new Query(this::connect, "selec 1");
    assertTrue(
        assertThrows(InvalidDataException.class, syntax::read)
            .getMessage()
            .startsWith("query \"selec 1\": row 0: got \""));
    var column = new Query(this::connect, "select 1 a", Query.options().columns(Column.int64("b")));
    assertEquals(
        "query \"select 1 a\": got the columns [a], expected one named b",
        assertThrows(InvalidDataException.class, column::read).getMessage());
    assertClosed();
  }
}
