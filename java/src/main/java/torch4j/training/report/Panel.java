package torch4j.training.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chart: values that belong together, of all runs.
 *
 * @param title what it shows, such as {@code loss} for {@code train_loss} and {@code val_loss}
 * @param axis {@code epoch} or {@code step}
 * @param lines the lines
 */
record Panel(String title, String axis, List<Line> lines) {
  /** The name of an epoch's time. */
  static final String SECONDS = "seconds";

  private static final List<String> PHASES = List.of("train_", "val_", "test_");

  /**
   * The charts of these runs: the loss first, then the other values of epochs, then series by step.
   * A series by step takes the place of the value by epoch of its name.
   */
  static List<Panel> of(List<RunData> runs) {
    Map<String, List<Line>> bySteps = new LinkedHashMap<>();
    Map<String, List<Line>> byEpochs = new LinkedHashMap<>();
    byEpochs.put("loss", new ArrayList<>());
    for (int i = 0; i < runs.size(); i++) {
      RunData run = runs.get(i);
      for (var series : run.series().entrySet()) {
        add(bySteps, seriesGroup(series.getKey()), Line.byStep(i, series));
      }
      Set<String> names = new LinkedHashSet<>(run.names());
      names.add(SECONDS);
      for (String name : names) {
        add(byEpochs, group(name), Line.byEpoch(i, name, run.epochs()));
      }
    }
    List<Panel> panels = new ArrayList<>();
    addPanels(panels, byEpochs, "epoch", bySteps.keySet());
    addPanels(panels, bySteps, "step", Set.of());
    return panels;
  }

  private static void addPanels(
      List<Panel> panels, Map<String, List<Line>> groups, String axis, Set<String> leftOut) {
    groups.forEach(
        (title, lines) -> {
          boolean again =
              leftOut.contains(title) && lines.stream().allMatch(line -> line.name().equals(title));
          if (!again && lines.stream().anyMatch(line -> !line.x().isEmpty())) {
            panels.add(new Panel(title, axis, lines));
          }
        });
  }

  private static void add(Map<String, List<Line>> groups, String group, Line line) {
    groups.computeIfAbsent(group, key -> new ArrayList<>()).add(line);
  }

  private static String group(String name) {
    for (String phase : PHASES) {
      if (name.startsWith(phase) && name.length() > phase.length()) {
        return name.substring(phase.length());
      }
    }
    return name;
  }

  // "lr/0" and "lr/1" are in one chart.
  private static String seriesGroup(String name) {
    int slash = name.indexOf('/');
    return slash > 0 ? name.substring(0, slash) : name;
  }
}
