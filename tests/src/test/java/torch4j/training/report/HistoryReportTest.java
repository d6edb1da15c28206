package torch4j.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.training.History;

final class HistoryReportTest {
  private final History history = Runs.full(2);

  @TempDir Path folder;

  @Test
  void report_hasTheValuesOfTheHistory() throws IOException {
    history.report(folder);

    JsonNode data = data();
    assertFalse(data.get("training").asBoolean());
    for (JsonNode panel : data.get("panels")) {
      for (JsonNode line : panel.get("lines")) {
        assertLine(panel.get("axis").asText(), line);
      }
    }
    assertEquals(
        List.of(
            "loss",
            "accuracy",
            "samples_per_second",
            "</script><b>\"odd\" & name",
            "seconds",
            "lr",
            "grad_norm"),
        titles(data));
    JsonNode run = data.get("runs").get(0);
    assertEquals(12, run.get("epochs").size());
    assertEquals("Infinity", run.at("/epochs/4/values").get("</script><b>\"odd\" & name").asText());
    assertEquals(44, run.at("/confusion/val_confusion/1/1").asInt());
    assertEquals("0.1.0", run.at("/settings/torch4j").asText());
  }

  private void assertLine(String axis, JsonNode line) {
    String name = line.get("name").asText();
    if (axis.equals("step")) {
      List<History.Point> points = history.series(name);
      assertEquals(points.size(), line.get("x").size());
      for (int i = 0; i < points.size(); i++) {
        assertEquals(points.get(i).step(), line.get("x").get(i).asLong());
        assertValue(points.get(i).value(), line.get("y").get(i));
      }
      return;
    }
    for (int i = 0; i < line.get("x").size(); i++) {
      History.Epoch epoch = history.epochs().get(line.get("x").get(i).asInt());
      double value = name.equals("seconds") ? epoch.seconds() : epoch.values().get(name);
      assertValue(value, line.get("y").get(i));
    }
  }

  private static void assertValue(double value, JsonNode shown) {
    if (Double.isFinite(value)) {
      assertEquals(value, shown.asDouble());
    } else {
      assertTrue(shown.isNull(), "a gap");
    }
  }

  private static List<String> titles(JsonNode data) {
    return StreamSupport.stream(data.get("panels").spliterator(), false)
        .map(panel -> panel.get("title").asText())
        .toList();
  }

  @Test
  void report_isOnePageThatNamesCannotBreak() throws IOException {
    history.report(folder);
    String page = page();

    assertEquals(4, page.split("</script>", -1).length, "three scripts, none ended by a name");
    assertFalse(page.contains("<img"));
    assertFalse(page.matches("(?s).*<(script|link|img)[^<>]* (src|href)=.*"), "nothing is loaded");
    assertFalse(page.contains("{{"), "every place is filled");
    assertTrue(page.contains("uPlot (v1.6.30)"));
  }

  @Test
  void report_severalRuns_areInOneChart() throws IOException {
    Map<String, History> runs = new LinkedHashMap<>();
    runs.put("small", Runs.full(1));
    runs.put("large", history);
    History.report(folder, runs);

    JsonNode loss = data().get("panels").get(0);
    assertEquals("loss", loss.get("title").asText());
    assertEquals(
        List.of("0 train_loss", "0 val_loss", "1 train_loss", "1 val_loss"),
        StreamSupport.stream(loss.get("lines").spliterator(), false)
            .map(line -> line.get("run").asText() + " " + line.get("name").asText())
            .toList());
    assertTrue(files().contains("small_val_confusion.png"));
  }

  @Test
  void report_writesImages() throws IOException {
    history.report(folder);

    assertEquals(
        Set.of(
            "index.html",
            "loss.png",
            "accuracy.png",
            "samples_per_second.png",
            "_script_b_odd_name.png",
            "seconds.png",
            "lr.png",
            "grad_norm.png",
            "val_confusion.png"),
        files());
    BufferedImage image = ImageIO.read(folder.resolve("loss.png").toFile());
    assertEquals(900, image.getWidth());
  }

  @Test
  void report_emptyHistory_isAPageWithoutCharts() throws IOException {
    new History().report(folder.resolve("new"));

    assertTrue(Files.readString(folder.resolve("new/index.html")).contains("\"panels\":[]"));
  }

  @Test
  void report_valuesThatAreNeverFinite_areDrawnAsGaps() throws IOException {
    var diverged = new History();
    diverged.add(new History.Epoch(0, 1, 1, Map.of("train_loss", Double.NaN)));
    diverged.add("grad_norm", 1, Double.POSITIVE_INFINITY);
    diverged.report(folder);

    assertEquals(List.of("loss", "seconds", "grad_norm"), titles(data()));
    assertTrue(files().contains("grad_norm.png"));
  }

  @Test
  void reportTraining_reloadsUntilTheReport() throws IOException {
    history.reportTraining(folder);
    assertTrue(data().get("training").asBoolean());
    assertEquals(Set.of("index.html"), files());

    history.report(folder);
    assertFalse(data().get("training").asBoolean());
  }

  @Test
  void report_longSeries_keepsItsExtremesAndSaysSo() throws IOException {
    var longRun = new History();
    for (int step = 0; step < 100_000; step++) {
      longRun.add("grad_norm", step, step == 54_321 ? 99 : step == 77_777 ? -1 : 1);
    }
    longRun.report(folder);

    JsonNode line = data().at("/panels/0/lines/0");
    assertEquals(100_000, line.get("of").asInt());
    assertTrue(line.get("x").size() <= Line.MOST_POINTS);
    Set<Double> values = new TreeSet<>();
    line.get("y").forEach(y -> values.add(y.asDouble()));
    assertEquals(Set.of(-1.0, 1.0, 99.0), values);
  }

  @Test
  void report_badInput_isRefused() throws IOException {
    assertMessage(
        IllegalArgumentException.class,
        "runs: got none, expected at least one",
        () -> History.report(folder, Map.of()));
    assertMessage(
        IllegalArgumentException.class,
        "folder: got null, expected a folder",
        () -> history.report(null));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertMessage(
        UncheckedIOException.class,
        "folder: got " + file + ", expected one to write to",
        () -> history.report(file));
  }

  static void assertMessage(
      Class<? extends Exception> type,
      String message,
      org.junit.jupiter.api.function.Executable it) {
    assertEquals(message, assertThrows(type, it).getMessage());
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("index.html"));
  }

  private JsonNode data() throws IOException {
    String before = "<script type=\"application/json\" id=\"data\">";
    String page = page();
    int from = page.indexOf(before) + before.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  private Set<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
