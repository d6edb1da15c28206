package torch4j.tensorboard;

import java.util.Arrays;
import java.util.Locale;

/** Edges of bins, and how many values are between them. Same as {@code numpy.histogram}. */
final class HistogramEdges {
  static final int MAX_BINS = 1_000_000;
  static final HistogramEdges TENSORFLOW = given(tensorflow());

  private final double[] edges;
  private final boolean equal;

  private HistogramEdges(double[] edges, boolean equal) {
    this.edges = edges;
    this.equal = equal;
  }

  // The bits of Python's edges: multiplied one after another.
  private static double[] tensorflow() {
    double[] positive = new double[1000];
    int count = 0;
    for (double edge = 1e-12; edge < 1e20; edge *= 1.1) {
      positive[count++] = edge;
    }
    double[] edges = new double[2 * count + 1];
    for (int i = 0; i < count; i++) {
      edges[count - 1 - i] = -positive[i];
      edges[count + 1 + i] = positive[i];
    }
    return edges;
  }

  static HistogramEdges given(double[] edges) {
    return new HistogramEdges(edges, false);
  }

  /** This many bins of equal width. */
  static HistogramEdges equal(double[] values, int count) {
    double first = Arrays.stream(values).min().orElseThrow();
    double last = Arrays.stream(values).max().orElseThrow();
    requireFinite(first, last);
    return first == last ? equal(first - 0.5, last + 0.5, count) : equal(first, last, count);
  }

  // numpy.linspace
  private static HistogramEdges equal(double first, double last, int count) {
    double step = (last - first) / count;
    double[] edges = new double[count + 1];
    for (int i = 0; i < count; i++) {
      edges[i] = i * step + first;
    }
    edges[count] = last;
    return new HistogramEdges(edges, true);
  }

  private static void requireFinite(double first, double last) {
    if (!Double.isFinite(last - first)) {
      throw new IllegalArgumentException(
          "values: got a range of "
              + first
              + " to "
              + last
              + ", expected finite values; the bins \"tensorflow\" take any");
    }
  }

  /** As many bins of equal width as the estimator says. */
  static HistogramEdges estimated(double[] values, String estimator) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double first = sorted[0];
    double last = sorted[sorted.length - 1];
    requireFinite(first, last);
    double width = new BinWidth(sorted).of(estimator);
    double count = width > 0 ? Math.ceil((last - first) / width) : 1;
    if (!(count <= MAX_BINS)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "bins: got \"%s\", which makes %.0f bins of these values, expected at most %d;"
                  + " choose other ones",
              estimator,
              count,
              MAX_BINS));
    }
    return equal(values, (int) count);
  }

  double[] edges() {
    return edges;
  }

  /** The number of values in each bin. Values outside, and NaN, are in none. */
  double[] count(double[] values) {
    double[] counts = new double[edges.length - 1];
    for (double value : values) {
      int bin = equal ? equalBin(value) : bin(value);
      if (bin >= 0) {
        counts[bin]++;
      }
    }
    return counts;
  }

  // The division gives the bin or a neighbour of it.
  private int equalBin(double value) {
    int bins = edges.length - 1;
    double first = edges[0];
    int bin = (int) ((value - first) / (edges[bins] - first) * bins);
    if (bin == bins) {
      bin--;
    }
    if (value < edges[bin]) {
      return bin - 1;
    }
    return value >= edges[bin + 1] && bin != bins - 1 ? bin + 1 : bin;
  }

  // Of several equal edges, the last one begins the bin.
  private int bin(double value) {
    int last = edges.length - 1;
    if (!(value >= edges[0] && value <= edges[last])) {
      return -1;
    }
    if (value == edges[last]) {
      return last - 1;
    }
    int low = 0; // edges[low] <= value < edges[high]
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
