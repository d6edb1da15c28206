package torch4j.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.training.report.HistoryReportTest.assertMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torch4j.training.History;

final class HistoryFilesTest {
  @TempDir Path folder;

  @Test
  void toCsv_hasARowForEachEpoch() throws IOException {
    var history = new History();
    history.add(new History.Epoch(0, 10, 1.5, Map.of("train_loss", 0.1)));
    history.add(new History.Epoch(1, 20, 1.25, Map.of("a \"b\", c", Double.NaN)));
    history.toCsv(folder.resolve("run.csv"));

    assertEquals(
        """
        epoch,step,seconds,train_loss,"a ""b"", c"\r
        0,10,1.5,0.1,\r
        1,20,1.25,,NaN\r
        """,
        Files.readString(folder.resolve("run.csv")));
  }

  @Test
  void fromJson_isWhatToJsonWrote() {
    History history = Runs.full(0.1);
    Path file = folder.resolve("run.json");
    history.toJson(file);
    History read = History.fromJson(file);

    assertSame(history, read);
    assertEquals(history.settings(), read.settings());
  }

  @Test
  void stateDict_hasAll() {
    History history = Runs.full(0.1);
    var loaded = new History();
    loaded.confusion("old", new long[][] {{1}});
    loaded.loadStateDict(history.stateDict());

    assertSame(history, loaded);
  }

  private static void assertSame(History expected, History actual) {
    assertEquals(expected.epochs(), actual.epochs());
    assertEquals(expected.seriesNames(), actual.seriesNames());
    for (String name : expected.seriesNames()) {
      assertEquals(expected.series(name), actual.series(name));
    }
    assertEquals(expected.confusionNames(), actual.confusionNames());
    for (String name : expected.confusionNames()) {
      assertArrayEquals(expected.confusion(name), actual.confusion(name));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                     | file: got a list, expected an object
          {}                     | torch4j_history: got none, expected an integer
          {"torch4j_history": 2} | torch4j_history: got 2, expected 1
          {"torch4j_history": 1, "epochs": [{"values": {"a": "b"}}]} | epochs[0].values.a: got b, expected a number
          {"torch4j_history": 1, "epochs": [], "series": {"a": {"steps": [1], "values": []}}} | series.a.values: got 0, expected 1
          {"torch4j_history": 1, "epochs": [], "series": {}, "settings": {}, "confusion": {"a": [[1, 2]]}} | counts[0]: got 2 counts, expected 1
          {"torch4j_history": 1, "epochs": [], "series": {}, "settings": {}, "confusion": {}} 1 | got more after the value, expected the end
          """)
  void fromJson_otherFile_isRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), text);

    assertMessage(
        IllegalArgumentException.class, file + ": " + message, () -> History.fromJson(file));
  }

  @Test
  void fromJson_damagedOrDeepFile_isRefused() throws IOException {
    for (String text : new String[] {"", "{", "{\"a\":", "[".repeat(100_000), "{\"a\": 1e", "\0"}) {
      Path file = Files.writeString(folder.resolve("bad.json"), text);
      var e = assertThrows(IllegalArgumentException.class, () -> History.fromJson(file), text);
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    }
  }

  @Test
  void chart_isAnImage() throws IOException {
    History history = Runs.full(1);
    history.chart(folder.resolve("loss.png"), "train_loss", "val_loss");
    history.chart(folder.resolve("both.png"), "val_loss", "grad_norm");

    assertNotNull(ImageIO.read(folder.resolve("loss.png").toFile()));
    assertNotNull(ImageIO.read(folder.resolve("both.png").toFile()));
  }

  @Test
  void chart_badNames_areRefused() {
    History history = new History();
    history.add("lr", 1, 0.1);
    Path png = folder.resolve("a.png");

    assertMessage(
        IllegalArgumentException.class,
        "names: got none, expected at least one",
        () -> history.chart(png));
    assertMessage(
        NoSuchElementException.class,
        "name: got loss, expected one of [seconds, lr]",
        () -> history.chart(png, "loss"));
  }

  @Test
  void confusion_badCounts_areRefused() {
    var history = new History();
    assertMessage(
        IllegalArgumentException.class,
        "counts: got no classes, expected at least one",
        () -> history.confusion("a", new long[0][]));
    assertMessage(
        IllegalArgumentException.class,
        "counts[1]: got 1 counts, expected 2",
        () -> history.confusion("a", new long[][] {{1, 2}, {1}}));
    assertMessage(
        IllegalArgumentException.class,
        "counts[0]: got -1, expected >= 0",
        () -> history.confusion("a", new long[][] {{-1}}));
    assertMessage(
        IllegalArgumentException.class,
        "counts[0]: got null, expected a row",
        () -> history.confusion("a", new long[][] {null}));
    assertMessage(
        NoSuchElementException.class,
        "name: got a, expected one of []",
        () -> history.confusion("a"));
  }
}
