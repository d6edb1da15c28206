package torch4j.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.Set;
import torch4j.internal.Require;
import torch4j.internal.report.ReportWriter;
import torch4j.internal.report.RunChart;
import torch4j.internal.report.RunCsv;
import torch4j.internal.report.RunData;
import torch4j.internal.report.RunJson;

/**
 * What a training run measured: a row of values for each epoch, and series of values by optimizer
 * step, such as the gradient norm. Not safe for use by several threads while it is being written.
 */
public final class History {
  private final List<Epoch> epochs = new ArrayList<>();
  private final Map<String, List<Point>> series = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, long[][]> confusions = new LinkedHashMap<>();

  /**
   * The values of an epoch.
   *
   * @param epoch its number, from 0
   * @param step how many optimizer steps had been taken at its end
   * @param seconds how long it took, with its validation
   * @param values {@code train_loss}, {@code val_loss}, {@code lr}, metrics, and what callbacks
   *     logged, in the order in which they came
   */
  public record Epoch(int epoch, long step, double seconds, Map<String, Double> values) {
    /** Copies the values. */
    public Epoch {
      values =
          Collections.unmodifiableMap(
              new LinkedHashMap<>(Require.nonNull(values, "values", "a map")));
    }
  }

  /**
   * A value at an optimizer step.
   *
   * @param step how many optimizer steps had been taken
   * @param value the value
   */
  public record Point(long step, double value) {}

  /** An empty history. */
  public History() {}

  /** The epochs so far. */
  public List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /** The names of the values that at least one epoch has. */
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    epochs.forEach(epoch -> names.addAll(epoch.values().keySet()));
    return names;
  }

  /**
   * A value of each epoch; NaN for an epoch that lacks it.
   *
   * @throws NoSuchElementException if no epoch has it; the message lists those that exist
   */
  public List<Double> get(String name) {
    requireName(name, names());
    return epochs.stream().map(epoch -> epoch.values().getOrDefault(name, Double.NaN)).toList();
  }

  /** A value of the last epoch that has it. */
  public OptionalDouble last(String name) {
    Require.nonNull(name, "name", "a name");
    for (int i = epochs.size() - 1; i >= 0; i--) {
      Double value = epochs.get(i).values().get(name);
      if (value != null) {
        return OptionalDouble.of(value);
      }
    }
    return OptionalDouble.empty();
  }

  /** The names of the series by step. */
  public Set<String> seriesNames() {
    return new LinkedHashSet<>(series.keySet());
  }

  /**
   * The values of a series by step.
   *
   * @throws NoSuchElementException if there is none of this name; the message lists those that
   *     exist
   */
  public List<Point> series(String name) {
    requireName(name, series.keySet());
    return List.copyOf(series.get(name));
  }

  /** What the run was: the trainer's options, versions, the device. Shown in the report. */
  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  /** Notes a setting. */
  public void setting(String name, String value) {
    settings.put(
        Require.nonNull(name, "name", "a name"), Require.nonNull(value, "value", "a text"));
  }

  /** Adds an epoch's row. */
  public void add(Epoch epoch) {
    epochs.add(Require.nonNull(epoch, "epoch", "an epoch"));
  }

  /** Adds a value to a series by step. */
  public void add(String name, long step, double value) {
    series
        .computeIfAbsent(Require.nonNull(name, "name", "a name"), key -> new ArrayList<>())
        .add(new Point(step, value));
  }

  /** The names of the confusion matrices. */
  public Set<String> confusionNames() {
    return new LinkedHashSet<>(confusions.keySet());
  }

  /**
   * A confusion matrix: a row for each class, a column for each prediction.
   *
   * @throws NoSuchElementException if there is none of this name; the message lists those that
   *     exist
   */
  public long[][] confusion(String name) {
    requireName(name, confusions.keySet());
    return copy(confusions.get(name));
  }

  /**
   * Notes a confusion matrix, in the place of an older one of this name. Shown in the report.
   *
   * @param counts a row for each class, a column for each prediction
   * @throws IllegalArgumentException if it is not square, or a count is negative
   */
  public void confusion(String name, long[][] counts) {
    Require.nonNull(name, "name", "a name");
    Require.noNulls(
        Arrays.asList(Require.nonNull(counts, "counts", "a matrix")), "counts", "a row");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i].length != counts.length) {
        throw new IllegalArgumentException(
            "counts[" + i + "]: got " + counts[i].length + " counts, expected " + counts.length);
      }
      for (long count : counts[i]) {
        if (count < 0) {
          throw new IllegalArgumentException("counts[" + i + "]: got " + count + ", expected >= 0");
        }
      }
    }
    if (counts.length == 0) {
      throw new IllegalArgumentException("counts: got no classes, expected at least one");
    }
    confusions.put(name, copy(counts));
  }

  private static long[][] copy(long[][] counts) {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  private static void requireName(String name, Collection<String> names) {
    Require.nonNull(name, "name", "a name");
    if (!names.contains(name)) {
      throw new NoSuchElementException("name: got " + name + ", expected one of " + names);
    }
  }

  // ---- report, files

  /**
   * Writes the report: {@code index.html}, one page that needs no other file and no network, and a
   * PNG of each of its charts and confusion matrices. Files are replaced whole. The PNGs are left
   * out if {@code org.knowm.xchart:xchart} is not on the class path, or Java has no graphics.
   *
   * @param folder where to; made if it does not exist
   */
  public void report(Path folder) {
    report(folder, Map.of("run", this));
  }

  /**
   * Writes a report of several runs: the same values of all runs are in one chart.
   *
   * @param folder where to; made if it does not exist
   * @param runs the runs by name, in the order in which they are shown
   * @throws IllegalArgumentException if there are none
   */
  public static void report(Path folder, Map<String, History> runs) {
    Require.nonNull(folder, "folder", "a folder");
    Map<String, RunData> data = new LinkedHashMap<>();
    Require.nonNull(runs, "runs", "runs by name")
        .forEach(
            (name, run) ->
                data.put(
                    Require.nonNull(name, "runs", "runs by name"),
                    Require.nonNull(run, "runs[" + name + "]", "a history").data()));
    if (data.isEmpty()) {
      throw new IllegalArgumentException("runs: got none, expected at least one");
    }
    new ReportWriter(folder, data).write();
  }

  /**
   * Writes the report's page alone, for a run that is not over: a browser that shows it loads it
   * again every few seconds, until {@link #report(Path)} has written the last one.
   *
   * @param folder where to; made if it does not exist
   */
  public void reportTraining(Path folder) {
    Require.nonNull(folder, "folder", "a folder");
    new ReportWriter(folder, Map.of("run", data())).writeTraining();
  }

  /**
   * Writes a chart as PNG: by epoch; by optimizer step, if one of the names is of a series. NaN and
   * infinite values are gaps.
   *
   * @param png the file
   * @param names names of values of epochs, or of series
   * @throws IllegalArgumentException if there are no names
   * @throws NoSuchElementException if there is no value of a name; the message lists those that
   *     exist
   * @throws IllegalStateException if {@code org.knowm.xchart:xchart} is not on the class path, or
   *     Java has no graphics: a display that nobody serves
   */
  public void chart(Path png, String... names) {
    Require.nonNull(png, "png", "a file");
    Require.noNulls(
        Arrays.asList(Require.nonNull(names, "names", "names of values")), "names", "a name");
    RunChart.write(png, data(), List.of(names));
  }

  /**
   * Writes a row for each epoch as CSV: {@code epoch}, {@code step}, {@code seconds}, and a column
   * for each value, empty where an epoch lacks it.
   */
  public void toCsv(Path file) {
    RunCsv.write(Require.nonNull(file, "file", "a file"), data());
  }

  /** Writes all of it as JSON. NaN and infinity are strings. */
  public void toJson(Path file) {
    RunJson.write(Require.nonNull(file, "file", "a file"), data());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the file is of another form; the message says where
   */
  public static History fromJson(Path file) {
    RunData data = RunJson.read(Require.nonNull(file, "file", "a file"));
    var history = new History();
    for (RunData.Row row : data.epochs()) {
      history.add(new Epoch(row.epoch(), row.step(), row.seconds(), row.values()));
    }
    data.series()
        .forEach((name, points) -> points.forEach(at -> history.add(name, at.step(), at.value())));
    history.settings.putAll(data.settings());
    try {
      data.confusions().forEach(history::confusion);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    return history;
  }

  private RunData data() {
    List<RunData.Row> rows = new ArrayList<>();
    for (Epoch epoch : epochs) {
      rows.add(new RunData.Row(epoch.epoch(), epoch.step(), epoch.seconds(), epoch.values()));
    }
    Map<String, List<RunData.Point>> points = new LinkedHashMap<>();
    series.forEach(
        (name, values) ->
            points.put(
                name,
                values.stream().map(at -> new RunData.Point(at.step(), at.value())).toList()));
    return new RunData(rows, points, settings, confusions);
  }

  // ---- checkpoints

  /** The history as values that {@code torch.save} takes. */
  public Map<String, Object> stateDict() {
    List<Object> rows = new ArrayList<>();
    for (Epoch epoch : epochs) {
      rows.add(
          Map.of(
              "epoch", epoch.epoch(),
              "step", epoch.step(),
              "seconds", epoch.seconds(),
              "values", new LinkedHashMap<String, Object>(epoch.values())));
    }
    Map<String, Object> points = new LinkedHashMap<>();
    series.forEach(
        (name, values) ->
            points.put(
                name,
                Map.of(
                    "steps", values.stream().map(Point::step).toList(),
                    "values", values.stream().map(Point::value).toList())));
    Map<String, Object> matrices = new LinkedHashMap<>();
    confusions.forEach(
        (name, counts) ->
            matrices.put(
                name,
                Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList()));
    return Map.of("epochs", rows, "series", points, "confusions", matrices);
  }

  /** Sets what {@link #stateDict} returned; the settings stay. */
  @SuppressWarnings("unchecked") // what stateDict() wrote
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    List<Epoch> rows = new ArrayList<>();
    for (Map<String, Object> row : (List<Map<String, Object>>) state.get("epochs")) {
      rows.add(
          new Epoch(
              ((Number) row.get("epoch")).intValue(),
              ((Number) row.get("step")).longValue(),
              ((Number) row.get("seconds")).doubleValue(),
              (Map<String, Double>) row.get("values")));
    }
    Map<String, List<Point>> loaded = new LinkedHashMap<>();
    ((Map<String, Map<String, Object>>) state.get("series"))
        .forEach((name, points) -> loaded.put(name, points(points)));
    Map<String, long[][]> matrices = new LinkedHashMap<>();
    ((Map<String, List<List<Long>>>) state.getOrDefault("confusions", Map.of()))
        .forEach((name, counts) -> matrices.put(name, counts(counts)));
    epochs.clear();
    epochs.addAll(rows);
    series.clear();
    series.putAll(loaded);
    confusions.clear();
    confusions.putAll(matrices);
  }

  private static long[][] counts(List<List<Long>> rows) {
    return rows.stream()
        .map(row -> row.stream().mapToLong(Long::longValue).toArray())
        .toArray(long[][]::new);
  }

  @SuppressWarnings("unchecked") // what stateDict() wrote
  private static List<Point> points(Map<String, Object> state) {
    var steps = (List<Long>) state.get("steps");
    var values = (List<Double>) state.get("values");
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      points.add(new Point(steps.get(i), values.get(i)));
    }
    return points;
  }
}
