package torch4j.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** A chart of some values of a run, as PNG. */
public final class RunChart {
  private RunChart() {}

  /**
   * Writes a chart by epoch; by optimizer step, if one of the names is of a series.
   *
   * @throws IllegalArgumentException if there are no names
   * @throws NoSuchElementException if the run has no value of a name
   * @throws IllegalStateException if XChart is not on the class path
   */
  public static void write(Path png, RunData run, List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names: got none, expected at least one");
    }
    Set<String> known = new LinkedHashSet<>(run.names());
    known.add(Panel.SECONDS);
    boolean byStep = !known.containsAll(names);
    known.addAll(run.series().keySet());
    List<Line> lines = new ArrayList<>();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new NoSuchElementException("name: got " + name + ", expected one of " + known);
      }
      lines.add(line(run, name, byStep));
    }
    if (!hasLibrary()) {
      throw new IllegalStateException(
          "chart: got no XChart on the class path, expected org.knowm.xchart:xchart; add it to your"
              + " dependencies");
    }
    String title = String.join(", ", names);
    ChartImage.write(png, new Panel(title, byStep ? "step" : "epoch", lines), List.of());
  }

  /** Whether XChart is on the class path. */
  static boolean hasLibrary() {
    return RunChart.class.getResource("/org/knowm/xchart/XYChart.class") != null;
  }

  private static Line line(RunData run, String name, boolean byStep) {
    if (!byStep) {
      return Line.byEpoch(0, name, run.epochs());
    }
    List<RunData.Point> points = run.series().get(name);
    return points == null
        ? Line.byEpochsStep(0, name, run.epochs())
        : Line.byStep(0, Map.entry(name, points));
  }
}
