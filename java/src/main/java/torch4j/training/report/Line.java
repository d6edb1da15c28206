package torch4j.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * A line of a chart.
 *
 * @param run the number of its run, from 0
 * @param name the name of the values
 * @param x epochs or steps
 * @param y the values; one that is not finite is a gap
 * @param of how many points there are; more than {@code x} has if some were left out
 */
record Line(int run, String name, List<Long> x, List<Double> y, int of) {
  /** More points than a chart is wide show nothing more. */
  static final int MOST_POINTS = 4000;

  /** A value by epoch; epochs without it are left out. */
  static Line byEpoch(int run, String name, List<RunData.Row> epochs) {
    return of(run, name, epochs, row -> (long) row.epoch());
  }

  /** A value of epochs, by the step at their end. */
  static Line byEpochsStep(int run, String name, List<RunData.Row> epochs) {
    return of(run, name, epochs, RunData.Row::step);
  }

  private static Line of(
      int run, String name, List<RunData.Row> epochs, ToLongFunction<RunData.Row> where) {
    List<Long> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (RunData.Row row : epochs) {
      Double value =
          name.equals(Panel.SECONDS) ? Double.valueOf(row.seconds()) : row.values().get(name);
      if (value != null) {
        x.add(where.applyAsLong(row));
        y.add(value);
      }
    }
    return thinned(run, name, x, y);
  }

  /** A value by optimizer step. */
  static Line byStep(int run, Map.Entry<String, List<RunData.Point>> series) {
    List<RunData.Point> points = series.getValue();
    return thinned(
        run,
        series.getKey(),
        points.stream().map(RunData.Point::step).toList(),
        points.stream().map(RunData.Point::value).toList());
  }

  // Of each of many equal parts: the first, the smallest, the largest, a gap.
  private static Line thinned(int run, String name, List<Long> x, List<Double> y) {
    if (x.size() <= MOST_POINTS) {
      return new Line(run, name, x, y, x.size());
    }
    List<Long> fewX = new ArrayList<>();
    List<Double> fewY = new ArrayList<>();
    int parts = MOST_POINTS / 4;
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) x.size() * part / parts);
      int to = (int) ((long) x.size() * (part + 1) / parts);
      for (int i : extremes(y, from, to)) {
        fewX.add(x.get(i));
        fewY.add(y.get(i));
      }
    }
    return new Line(run, name, fewX, fewY, x.size());
  }

  private static TreeSet<Integer> extremes(List<Double> y, int from, int to) {
    int smallest = -1;
    int largest = -1;
    int gap = from;
    for (int i = from; i < to; i++) {
      if (!Double.isFinite(y.get(i))) {
        gap = i;
        continue;
      }
      smallest = smallest < 0 || y.get(i) < y.get(smallest) ? i : smallest;
      largest = largest < 0 || y.get(i) > y.get(largest) ? i : largest;
    }
    return new TreeSet<>(smallest < 0 ? List.of(from) : List.of(from, smallest, largest, gap));
  }
}
