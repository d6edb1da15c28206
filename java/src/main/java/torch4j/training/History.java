package torch4j.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.Set;
import torch4j.internal.Require;

/**
 * What a training run measured: a row of values for each epoch, and series of values by optimizer
 * step, such as the gradient norm. Not safe for use by several threads while it is being written.
 */
public final class History {
  private final List<Epoch> epochs = new ArrayList<>();
  private final Map<String, List<Point>> series = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

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
      values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
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
    settings.put(Require.nonNull(name, "name", "a name"), value);
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

  private static void requireName(String name, Collection<String> names) {
    if (!names.contains(name)) {
      throw new NoSuchElementException("name: got " + name + ", expected one of " + names);
    }
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
    return Map.of("epochs", rows, "series", points);
  }

  /** Sets what {@link #stateDict} returned; the settings stay. */
  @SuppressWarnings("unchecked") // what stateDict() wrote
  public void loadStateDict(Map<String, Object> state) {
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
    epochs.clear();
    epochs.addAll(rows);
    series.clear();
    series.putAll(loaded);
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
