package torch4j.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.data.Batch;
import torch4j.data.DataLoader;

/** Typed columns of CSV: values, missing ones, categories, and what is refused. */
final class CsvTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private void invalid(String message, String text, Csv.Options options) throws IOException {
    Path file = write(text);
    var failure = assertThrows(InvalidDataException.class, () -> Csv.read(file, options));
    assertEquals(file + ": " + message, failure.getMessage());
  }

  @Test
  void numbers_withHeader() throws IOException {
    Table table = Csv.read(write("a,b\n1,2.5\n-3e2,.5\n\n+4., 7 \n"));
    assertEquals(List.of("a", "b"), table.names());
    assertEquals(3, table.size());
    assertArrayEquals(new float[] {1, -300, 4}, table.tensor("a").toFloatArray());
    assertArrayEquals(new float[] {2.5f, .5f, 7}, table.tensor("b").toFloatArray());
    assertArrayEquals(
        new float[] {2.5f, 1, .5f, -300, 7, 4}, table.features("b", "a").toFloatArray());
  }

  @Test
  void columns_haveTheirTypes() throws IOException {
    Path file =
        write(
            """
            \ufeffid;city;note;ok;x
            1;Rome;"a ""b"";
            c";true;
            2;Bern;;0;inf
            ;Rome;"";FALSE;-1.5
            """
                .replace("\n", "\r\n"));
    Csv.Options options =
        Csv.options()
            .separator(';')
            .columns(
                Column.float64("x"),
                Column.int64("id").missing(-1),
                Column.category("city"),
                Column.text("note"),
                Column.bool("ok"));
    Table table = Csv.read(file, options);
    assertEquals(List.of("x", "id", "city", "note", "ok"), table.names());
    assertArrayEquals(new long[] {1, 2, -1}, table.tensor("id").toLongArray());
    assertArrayEquals(new long[] {0, 1, 0}, table.tensor("city").toLongArray());
    assertEquals(List.of("Rome", "Bern"), table.categories("city"));
    assertEquals(List.of("a \"b\";\r\nc", "", ""), table.strings("note"));
    assertArrayEquals(new boolean[] {true, false, false}, table.tensor("ok").toBooleanArray());
    assertArrayEquals(
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.5},
        table.tensor("x").toDoubleArray());
    Batch batch = table.getBatch(2, 0);
    assertArrayEquals(new long[] {-1, 1}, batch.get("id").toLongArray());
    assertEquals(List.of("", "a \"b\";\r\nc"), batch.strings("note"));
    assertEquals(2, table.get(1).get("id").itemLong());
  }

  @Test
  void withoutHeader_andGzipped() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1,2,NA\n3,4,5".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("data.csv.gz"), bytes.toByteArray());
    Table table = Csv.read(file, Csv.options().header(false).missing(List.of("NA")));
    assertEquals(List.of("0", "1", "2"), table.names());
    assertArrayEquals(new float[] {1, 2, Float.NaN, 3, 4, 5}, table.features().toFloatArray());
    Csv.Options named =
        Csv.options().header(false).columns(Column.int64("a"), Column.int64("b"), Column.text("c"));
    assertEquals(List.of("NA", "5"), Csv.read(file, named).strings("c"));
  }

  @Test
  void decimals_areTheNearest() throws IOException {
    var random = new Random(5);
    List<Double> expected = new ArrayList<>();
    var text = new StringBuilder("x\n");
    for (int i = 0; i < 3000; i++) {
      String number =
          switch (i % 5) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 2 -> random.nextLong() + "." + random.nextInt(1000);
            case 3 -> "0." + "0".repeat(random.nextInt(25)) + random.nextInt(1_000_000);
            default -> "-" + random.nextInt(100_000) + "." + random.nextInt(10_000);
          };
      expected.add(Double.parseDouble(number.equals("NaN") ? "NaN" : number));
      text.append(number).append('\n');
    }
    Csv.Options options = Csv.options().columns(Column.float64("x"));
    double[] values = Csv.read(write(text.toString()), options).tensor("x").toDoubleArray();
    assertArrayEquals(expected.stream().mapToDouble(Double::doubleValue).toArray(), values);
  }

  @Test
  void stream_givesRows_eachWorkerItsOwn() throws IOException {
    Path file = write("a,city\n1,x\n2,y\n3,x\n4,y\n5,x\n");
    Csv.Options options =
        Csv.options().columns(Column.int64("a"), Column.category("city", "x", "y"));
    for (int workers : new int[] {0, 2}) {
      var loader =
          new DataLoader<>(
              Csv.stream(file, options),
              torch4j.data.Collate.<Batch>toBatch(),
              DataLoader.options().batchSize(2).numWorkers(workers));
      List<Long> values = new ArrayList<>();
      for (Batch batch : loader) {
        assertEquals(DType.int64, batch.get("a").dtype());
        for (long value : batch.get("a").toLongArray()) {
          values.add(value);
        }
      }
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), values.stream().sorted().toList());
    }
  }

  @Test
  void malformed_namesLineAndColumn() throws IOException {
    invalid("line 3, column b: got \"x\", expected a number", "a,b\n1,2\n3,x\n", Csv.options());
    invalid("line 4: got 1 fields, expected 2", "a,b\n1,2\n\n3\n", Csv.options());
    invalid("line 2: got 3 fields, expected 2", "a,b\n1,2,3\n", Csv.options());
    Csv.Options ints = Csv.options().columns(Column.int64("b"));
    invalid("line 2, column b: got \"2.0\", expected an integer", "a,b\n1,2.0\n", ints);
    invalid(
        "line 2, column b: got a missing value, expected a value; column.missing(value) says what"
            + " stands for one that is missing",
        "a,b\n1,\n",
        ints);
    invalid("line 1: got the columns [a, c], expected one named b", "a,c\n1,2\n", ints);
    invalid(
        "line 1: got the column a twice, expected different names", "a,a\n1,2\n", Csv.options());
    invalid(
        "line 2, column a: got \"z\", expected one of [x, y]",
        "a\nz\n",
        Csv.options().columns(Column.category("a", "x", "y")));
    invalid(
        "line 2, column a: got \"maybe\", expected true, false, 1 or 0",
        "a\nmaybe\n",
        Csv.options().columns(Column.bool("a")));
    invalid("got an empty file, expected a header", "", Csv.options());
    for (String text : new String[] {"0x1p3", "1f", "1d", "--1", ".", "1e", "1_0", "e5"}) {
      invalid(
          "line 2, column a: got \"" + text + "\", expected a number",
          "a\n" + text + "\n",
          Csv.options());
    }
    Path none = folder.resolve("none");
    assertEquals(
        none + ": got a path where there is no file, expected a CSV file",
        assertThrows(UncheckedIOException.class, () -> Csv.read(none)).getMessage());
  }

  @Test
  void quotes_thatAreNotClosed_areRefused() throws IOException {
    Path file = write("a,b\n1,\"2\n3,4\n");
    assertEquals(
        file + ": line 2, column b: got \"2\n3,4\n\", expected a number",
        assertThrows(InvalidDataException.class, () -> Csv.read(file)).getMessage());
    Csv.Options text = Csv.options().columns(Column.text("a"), Column.text("b"));
    Path other = write("a,b\n1,\"2\"3\n");
    assertThrows(InvalidDataException.class, () -> Csv.read(other, text));
  }

  @Test
  void table_knowsItsColumns() throws IOException {
    Table table = Csv.read(write("a\n1\n"));
    assertEquals(
        "name: got b, expected one of [a]",
        assertThrows(IllegalArgumentException.class, () -> table.tensor("b")).getMessage());
    assertEquals(
        "name: got a, a column of numbers, expected one of text",
        assertThrows(IllegalArgumentException.class, () -> table.strings("a")).getMessage());
    assertEquals(
        "name: got a, expected one of the columns of categories []",
        assertThrows(IllegalArgumentException.class, () -> table.categories("a")).getMessage());
  }
}
