package torch4j.training.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The report as one HTML page with everything in it: the runs as JSON, uPlot from its WebJar, and
 * the script that draws.
 */
final class ReportPage {
  private static final int RELOAD_SECONDS = 5;

  private ReportPage() {}

  /**
   * The page.
   *
   * @param images the file of each panel's PNG; without those that have none
   * @param training whether the page reloads itself
   */
  static String of(
      Map<String, RunData> runs, List<Panel> panels, Map<Panel, String> images, boolean training) {
    String data =
        RunJson.text(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("training", training);
              json.writeNumberField("seconds", RELOAD_SECONDS);
              json.writeStringField("written", Instant.now().toString());
              writeRuns(json, runs);
              writePanels(json, panels, images);
              json.writeEndObject();
            });
    var page = new StringBuilder(own("report.html"));
    insert(page, "report.js", own("report.js"));
    insert(page, "report.css", own("report.css"));
    insert(page, "chart.js", chartLibrary("uPlot.iife.min.js"));
    insert(page, "chart.css", chartLibrary("uPlot.min.css"));
    insert(page, "data", data.replace("<", "\\u003c")); // no name ends the script
    return page.toString();
  }

  private static void insert(StringBuilder page, String name, String text) {
    String place = "{{" + name + "}}";
    int at = page.indexOf(place);
    page.replace(at, at + place.length(), text);
  }

  private static void writeRuns(JsonGenerator json, Map<String, RunData> runs) throws IOException {
    json.writeArrayFieldStart("runs");
    for (var run : runs.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", run.getKey());
      RunJson.writeEpochs(json, run.getValue());
      RunJson.writeSettings(json, run.getValue().settings());
      RunJson.writeConfusions(json, run.getValue().confusions());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePanels(JsonGenerator json, List<Panel> panels, Map<Panel, String> images)
      throws IOException {
    json.writeArrayFieldStart("panels");
    for (Panel panel : panels) {
      json.writeStartObject();
      json.writeStringField("title", panel.title());
      json.writeStringField("axis", panel.axis());
      if (images.containsKey(panel)) {
        json.writeStringField("image", images.get(panel));
      }
      json.writeArrayFieldStart("lines");
      for (Line line : panel.lines()) {
        write(json, line);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", line.run());
    json.writeStringField("name", line.name());
    json.writeNumberField("of", line.of());
    json.writeArrayFieldStart("x");
    for (long x : line.x()) {
      json.writeNumber(x);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("y");
    for (double y : line.y()) {
      if (Double.isFinite(y)) {
        json.writeNumber(y);
      } else {
        json.writeNull(); // a gap
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  // ---- resources

  private static String own(String name) {
    return resource("/torch4j/training/report/" + name);
  }

  private static String chartLibrary(String name) {
    var where = new Properties();
    try (InputStream in = ReportPage.class.getResourceAsStream("uplot.properties")) {
      where.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resource(where.getProperty("folder") + name);
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "report: got no " + name + " on the class path, expected org.webjars.npm:uplot there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
