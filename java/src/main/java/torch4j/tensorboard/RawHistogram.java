package torch4j.tensorboard;

import java.util.List;
import torch4j.internal.Require;
import torch4j.tensorboard.proto.EventProto.HistogramProto;

/**
 * A histogram for {@link SummaryWriter#addHistogramRaw}: the arguments of Python's {@code
 * add_histogram_raw}.
 *
 * @param min the smallest value
 * @param max the largest value
 * @param num the number of values
 * @param sum the sum of the values
 * @param sumSquares the sum of their squares
 * @param bucketLimits the upper limit of each bin
 * @param bucketCounts the number of values in each bin
 */
public record RawHistogram(
    double min,
    double max,
    long num,
    double sum,
    double sumSquares,
    List<Double> bucketLimits,
    List<Double> bucketCounts) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there are not as many limits as counts
   */
  public RawHistogram {
    bucketLimits = List.copyOf(Require.noNulls(bucketLimits, "bucketLimits", "a number"));
    bucketCounts = List.copyOf(Require.noNulls(bucketCounts, "bucketCounts", "a number"));
    if (bucketLimits.size() != bucketCounts.size()) {
      throw new IllegalArgumentException(
          "bucketCounts: got "
              + bucketCounts.size()
              + " of them for "
              + bucketLimits.size()
              + " limits, expected as many");
    }
  }

  HistogramProto toProto() {
    return HistogramProto.newBuilder()
        .setMin(min)
        .setMax(max)
        .setNum((double) num)
        .setSum(sum)
        .setSumSquares(sumSquares)
        .addAllBucketLimit(bucketLimits)
        .addAllBucket(bucketCounts)
        .build();
  }
}
