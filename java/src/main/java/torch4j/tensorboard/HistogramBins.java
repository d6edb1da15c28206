package torch4j.tensorboard;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import torch4j.internal.Require;

/**
 * The bins of a histogram: Python's {@code bins} and {@code max_bins} of {@code
 * SummaryWriter.add_histogram}.
 *
 * <pre>{@code
 * writer.addHistogram("weights", weight, step, HistogramBins.named("fd").maxBins(64));
 * }</pre>
 */
public final class HistogramBins {
  static final String TENSORFLOW = "tensorflow";
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(TENSORFLOW, "auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges"));

  private final String name;
  private final int count;
  private final double[] edges;
  private final int maxBins;

  private HistogramBins(String name, int count, double[] edges, int maxBins) {
    this.name = name;
    this.count = count;
    this.edges = edges;
    this.maxBins = maxBins;
  }

  /** Python's default: 1,549 bins whose edges grow by 10 % from 1e-12 to 1e20, and mirrored. */
  public static HistogramBins tensorflow() {
    return named(TENSORFLOW);
  }

  /**
   * Bins of equal width, whose number is estimated from the values, as numpy 1's {@code histogram}
   * does.
   *
   * @param name "auto", "doane", "fd", "rice", "scott", "sqrt", "stone" or "sturges"; or
   *     "tensorflow", see {@link #tensorflow()}
   * @throws IllegalArgumentException if it is another
   */
  public static HistogramBins named(String name) {
    Require.nonNull(name, "name", "the name of an estimator");
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected one of " + String.join(", ", NAMES));
    }
    return new HistogramBins(name, 0, null, 0);
  }

  /**
   * This many bins of equal width.
   *
   * @throws IllegalArgumentException if it is below 1 or above 1,000,000
   */
  public static HistogramBins count(int count) {
    if (count < 1 || count > HistogramEdges.MAX_BINS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "count: got %d, expected 1 to %d", count, HistogramEdges.MAX_BINS));
    }
    return new HistogramBins(null, count, null, 0);
  }

  /**
   * Bins between these edges. The last one includes its right edge.
   *
   * @throws IllegalArgumentException if there are less than two, or one is below the one before it
   *     or NaN
   */
  public static HistogramBins edges(double... edges) {
    Require.nonNull(edges, "edges", "two or more");
    if (edges.length < 2) {
      throw new IllegalArgumentException(
          "edges: got " + edges.length + " of them, expected two or more");
    }
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] <= edges[i])) {
        throw new IllegalArgumentException(
            "edges: got "
                + edges[i]
                + " after "
                + edges[i - 1]
                + ", expected numbers that increase monotonically");
      }
    }
    return new HistogramBins(null, 0, edges.clone(), 0);
  }

  /**
   * The same with at most about this many bins, by adding up neighbours: Python's {@code max_bins}.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public HistogramBins maxBins(int maxBins) {
    if (maxBins < 1) {
      throw new IllegalArgumentException("maxBins: got " + maxBins + ", expected >= 1");
    }
    return new HistogramBins(name, count, edges, maxBins);
  }

  /** The edges for these values, and whether all bins are equally wide. */
  HistogramEdges edgesFor(double[] values) {
    if (edges != null) {
      return HistogramEdges.given(edges);
    }
    if (TENSORFLOW.equals(name)) {
      return HistogramEdges.TENSORFLOW;
    }
    return name == null
        ? HistogramEdges.equal(values, count)
        : HistogramEdges.estimated(values, name);
  }

  /** The most bins, or 0. */
  int maxBins() {
    return maxBins;
  }
}
