package torch4j.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run measured, as the report needs it.
 *
 * @param epochs a row for each epoch
 * @param series values by optimizer step
 * @param settings what the run was
 * @param confusions confusion matrices: a row for each class, a column for each prediction
 */
public record RunData(
    List<Row> epochs,
    Map<String, List<Point>> series,
    Map<String, String> settings,
    Map<String, long[][]> confusions) {
  /**
   * The values of an epoch.
   *
   * @param epoch its number, from 0
   * @param step how many optimizer steps had been taken at its end
   * @param seconds how long it took
   * @param values the values by name
   */
  public record Row(int epoch, long step, double seconds, Map<String, Double> values) {}

  /**
   * A value at an optimizer step.
   *
   * @param step how many optimizer steps had been taken
   * @param value the value
   */
  public record Point(long step, double value) {}

  /** Copies the list and the maps. */
  public RunData {
    epochs = List.copyOf(epochs);
    series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    confusions = Collections.unmodifiableMap(new LinkedHashMap<>(confusions));
  }

  /** The names of the values that at least one epoch has, in the order in which they came. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(row -> names.addAll(row.values().keySet()));
    return names;
  }
}
