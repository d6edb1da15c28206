package torch4j.training.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as JSON. NaN and infinity, which JSON does not have, are the strings {@code "NaN"}, {@code
 * "Infinity"} and {@code "-Infinity"}.
 */
public final class RunJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String VERSION = "torch4j_history";

  private RunJson() {}

  /** What writes JSON. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static String text(Content content) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a run. */
  public static void write(Path file, RunData run) {
    WholeFile.write(file, text(json -> write(json, run)) + "\n");
  }

  private static void write(JsonGenerator json, RunData run) throws IOException {
    json.writeStartObject();
    json.writeNumberField(VERSION, 1);
    writeEpochs(json, run);
    json.writeObjectFieldStart("series");
    for (var series : run.series().entrySet()) {
      json.writeObjectFieldStart(series.getKey());
      json.writeArrayFieldStart("steps");
      for (RunData.Point point : series.getValue()) {
        json.writeNumber(point.step());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("values");
      for (RunData.Point point : series.getValue()) {
        write(json, point.value());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
    writeSettings(json, run.settings());
    writeConfusions(json, run.confusions());
    json.writeEndObject();
  }

  static void writeEpochs(JsonGenerator json, RunData run) throws IOException {
    json.writeArrayFieldStart("epochs");
    for (RunData.Row row : run.epochs()) {
      json.writeStartObject();
      json.writeNumberField("epoch", row.epoch());
      json.writeNumberField("step", row.step());
      json.writeFieldName("seconds");
      write(json, row.seconds());
      json.writeObjectFieldStart("values");
      for (var value : row.values().entrySet()) {
        json.writeFieldName(value.getKey());
        write(json, value.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void writeSettings(JsonGenerator json, Map<String, String> settings) throws IOException {
    json.writeObjectFieldStart("settings");
    for (var setting : settings.entrySet()) {
      json.writeStringField(setting.getKey(), String.valueOf(setting.getValue()));
    }
    json.writeEndObject();
  }

  static void writeConfusions(JsonGenerator json, Map<String, long[][]> confusions)
      throws IOException {
    json.writeObjectFieldStart("confusion");
    for (var confusion : confusions.entrySet()) {
      json.writeArrayFieldStart(confusion.getKey());
      for (long[] row : confusion.getValue()) {
        json.writeArray(row, 0, row.length);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the file is not of this form; the message says where
   */
  public static RunData read(Path file) {
    try (var parser = JSON.createParser(Files.readAllBytes(file))) {
      return read(JsonValue.of(parser));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static RunData read(JsonValue root) {
    long version = root.get(VERSION).integer();
    if (version != 1) {
      throw new IllegalArgumentException(VERSION + ": got " + version + ", expected 1");
    }
    List<RunData.Row> rows = new ArrayList<>();
    for (JsonValue row : root.get("epochs").list()) {
      Map<String, Double> values = new LinkedHashMap<>();
      row.get("values").fields().forEach((name, value) -> values.put(name, value.real()));
      rows.add(
          new RunData.Row(
              Math.toIntExact(row.get("epoch").integer()),
              row.get("step").integer(),
              row.get("seconds").real(),
              values));
    }
    Map<String, List<RunData.Point>> series = new LinkedHashMap<>();
    root.get("series").fields().forEach((name, value) -> series.put(name, points(value)));
    Map<String, String> settings = new LinkedHashMap<>();
    root.get("settings").fields().forEach((name, value) -> settings.put(name, value.text()));
    Map<String, long[][]> confusions = new LinkedHashMap<>();
    root.get("confusion").fields().forEach((name, value) -> confusions.put(name, counts(value)));
    return new RunData(rows, series, settings, confusions);
  }

  private static List<RunData.Point> points(JsonValue series) {
    List<JsonValue> steps = series.get("steps").list();
    List<JsonValue> values = series.get("values").list();
    if (steps.size() != values.size()) {
      throw new IllegalArgumentException(
          series.path() + ".values: got " + values.size() + ", expected " + steps.size());
    }
    List<RunData.Point> points = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      points.add(new RunData.Point(steps.get(i).integer(), values.get(i).real()));
    }
    return points;
  }

  private static long[][] counts(JsonValue rows) {
    return rows.list().stream()
        .map(row -> row.list().stream().mapToLong(JsonValue::integer).toArray())
        .toArray(long[][]::new);
  }
}
