package torch4j.tensorboard;

import java.util.Arrays;
import torch4j.tensorboard.proto.EventProto.HistogramProto;

/** Histograms of values. Same as {@code make_histogram} of {@code torch.utils.tensorboard}. */
final class HistogramSummary {
  private HistogramSummary() {}

  static HistogramProto of(double[] values, HistogramBins bins) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: got none, expected at least one element");
    }
    HistogramEdges edges = bins.edgesFor(values);
    double[] counts = edges.count(values);
    double[] limits = edges.edges();
    if (bins.maxBins() > 0 && counts.length > bins.maxBins()) {
      int step = counts.length / bins.maxBins();
      counts = added(counts, step);
      limits = everyNth(limits, step, counts.length);
    }
    return withSums(trimmed(counts, limits), values);
  }

  private static double[] added(double[] counts, int step) {
    double[] added = new double[(counts.length + step - 1) / step];
    for (int i = 0; i < counts.length; i++) {
      added[i / step] += counts[i];
    }
    return added;
  }

  private static double[] everyNth(double[] limits, int step, int bins) {
    double[] fewer = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      fewer[i] = limits[i * step];
    }
    fewer[bins] = limits[limits.length - 1];
    return fewer;
  }

  // Without the empty bins at both ends, except one on the left: TensorBoard gets the right limits
  // only, and needs the left limit of the first bin.
  private static HistogramProto.Builder trimmed(double[] counts, double[] limits) {
    int start = 0;
    while (start < counts.length && counts[start] == 0) {
      start++;
    }
    if (start == counts.length && start == 1) { // Python takes a single empty bin
      return HistogramProto.newBuilder().addBucket(0).addBucketLimit(limits[1]);
    }
    if (start == counts.length) {
      throw new IllegalArgumentException(
          "values: got none that is in a bin, expected at least one between "
              + limits[0]
              + " and "
              + limits[limits.length - 1]);
    }
    int end = counts.length;
    while (counts[end - 1] == 0) {
      end--;
    }
    var histogram = HistogramProto.newBuilder();
    if (start == 0) {
      histogram.addBucket(0);
    }
    for (int i = Math.max(start - 1, 0); i < end; i++) {
      histogram.addBucket(counts[i]);
    }
    for (int i = start; i <= end; i++) {
      histogram.addBucketLimit(limits[i]);
    }
    return histogram;
  }

  private static HistogramProto withSums(HistogramProto.Builder histogram, double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return histogram
        .setMin(Arrays.stream(values).min().orElseThrow())
        .setMax(Arrays.stream(values).max().orElseThrow())
        .setNum(values.length)
        .setSum(Arrays.stream(values).sum())
        .setSumSquares(squares)
        .build();
  }
}
