package torch4j.training.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts as PNGs, by XChart: the only class that knows it, and is not loaded without it. */
final class ChartImage {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final Color[] COLORS = {
    new Color(0x1f6fd0), new Color(0xd9570b), new Color(0x16866b), new Color(0x8b4fc7),
    new Color(0xc2255c), new Color(0x7a6a00), new Color(0x0b7fab), new Color(0x5c5f66)
  };

  private ChartImage() {}

  /**
   * Writes a chart.
   *
   * @param runs the names of the runs, to be told from each other; none for a single run
   */
  static void write(Path file, Panel panel, List<String> runs) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(panel.title())
            .xAxisTitle(panel.axis())
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setXAxisDecimalPattern("#,##0.##");
    for (int i = 0; i < panel.lines().size(); i++) {
      Line line = panel.lines().get(i);
      if (line.y().stream().anyMatch(y -> Double.isFinite(y))) {
        add(
            chart,
            line,
            runs.isEmpty() ? line.name() : runs.get(line.run()) + ": " + line.name(),
            runs.isEmpty() ? i : line.run());
      }
    }
    save(file, chart);
  }

  private static void add(XYChart chart, Line line, String name, int color) {
    double[] x = line.x().stream().mapToDouble(Long::doubleValue).toArray();
    double[] y =
        line.y().stream()
            .mapToDouble(value -> Double.isFinite(value) ? value : Double.NaN)
            .toArray();
    var series = chart.addSeries(unused(chart, name), x, y);
    series.setLineColor(COLORS[color % COLORS.length]);
    series.setMarkerColor(COLORS[color % COLORS.length]);
    series.setLineWidth(2);
    series.setMarker(x.length < 30 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    if (name.contains(": train_")) {
      series.setLineStyle(
          new BasicStroke(
              2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, new float[] {6, 4}, 0));
    }
  }

  // XChart wants names, each once.
  private static String unused(XYChart chart, String name) {
    String unused = name.isBlank() ? "?" : name;
    while (chart.getSeriesMap().containsKey(unused)) {
      unused += "'";
    }
    return unused;
  }

  /** Writes a confusion matrix. */
  static void write(Path file, String title, long[][] counts) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(WIDTH * 3 / 4)
            .title(title)
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setShowValue(counts.length <= 20);
    chart.getStyler().setHeatMapValueDecimalPattern("#,##0");
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x6ea8fe)});
    int last = counts.length - 1;
    List<Integer> columns = IntStream.rangeClosed(0, last).boxed().toList();
    List<Integer> rows =
        IntStream.rangeClosed(0, last).mapToObj(i -> last - i).toList(); // 0 on top
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts.length; column++) {
        cells.add(new Number[] {column, last - row, counts[row][column]});
      }
    }
    chart.addSeries("count", columns, rows, cells);
    save(file, chart);
  }

  private static void save(Path file, Chart<?, ?> chart) {
    var png = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    WholeFile.write(file, png.toByteArray());
  }
}
