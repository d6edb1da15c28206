package torch4j.tensorboard;

import java.util.Arrays;

/** Estimators of the width of a histogram's bins. Same as those of numpy 1. */
final class BinWidth {
  private final double[] sorted;
  private final int n;
  private final double range;

  /** For these values, from the smallest to the largest. */
  BinWidth(double[] sorted) {
    this.sorted = sorted;
    n = sorted.length;
    range = sorted[n - 1] - sorted[0];
  }

  /** The width, or 0 for a single bin. */
  double of(String estimator) {
    return switch (estimator) {
      case "sqrt" -> range / Math.sqrt(n);
      case "sturges" -> sturges();
      case "rice" -> range / (2 * Math.pow(n, 1.0 / 3));
      case "scott" -> Math.pow(24 * Math.sqrt(Math.PI) / n, 1.0 / 3) * std();
      case "stone" -> stone();
      case "doane" -> doane();
      case "fd" -> freedmanDiaconis();
      case "auto" -> auto();
      default -> throw new IllegalStateException(estimator);
    };
  }

  private double sturges() {
    return range / (log2(n) + 1);
  }

  private double freedmanDiaconis() {
    return 2 * (quantile(0.75) - quantile(0.25)) * Math.pow(n, -1.0 / 3);
  }

  private double auto() {
    double width = freedmanDiaconis();
    return width > 0 ? Math.min(width, sturges()) : sturges();
  }

  private double doane() {
    double sigma = std();
    if (n <= 2 || !(sigma > 0)) {
      return 0;
    }
    double sg1 = Math.sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3.0)));
    double mean = mean();
    double g1 = Arrays.stream(sorted).map(x -> Math.pow((x - mean) / sigma, 3)).sum() / n;
    return range / (1 + log2(n) + log2(1 + Math.abs(g1) / sg1));
  }

  // The number of bins with the least estimated loss.
  private double stone() {
    if (n <= 1 || range == 0) {
      return 0;
    }
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int bins = 1; bins <= Math.max(100, (int) Math.sqrt(n)); bins++) {
      double loss = stoneLoss(bins);
      if (loss < least) {
        best = bins;
        least = loss;
      }
    }
    return range / best;
  }

  private double stoneLoss(int bins) {
    double squares = 0;
    for (double count : HistogramEdges.equal(sorted, bins).count(sorted)) {
      squares += count / n * (count / n);
    }
    return (2 - (n + 1.0) * squares) / (range / bins);
  }

  private double mean() {
    return Arrays.stream(sorted).sum() / n;
  }

  private double std() {
    double mean = mean();
    return Math.sqrt(Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / n);
  }

  private double quantile(double q) {
    double at = q * (n - 1);
    int below = (int) at;
    double a = sorted[below];
    double b = sorted[Math.min(below + 1, n - 1)];
    double t = at - below;
    return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
