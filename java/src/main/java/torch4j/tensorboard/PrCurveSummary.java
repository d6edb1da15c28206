package torch4j.tensorboard;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.tensorboard.proto.EventProto.DataType;
import torch4j.tensorboard.proto.EventProto.Summary;
import torch4j.tensorboard.proto.EventProto.TensorProto;
import torch4j.tensorboard.proto.PluginProto.PrCurvePluginData;

/** Precision-recall curves. Same as {@code compute_curve} of {@code torch.utils.tensorboard}. */
final class PrCurveSummary {
  static final int MAX_THRESHOLDS = 127;
  private static final double MINIMUM_COUNT = 1e-7;

  private PrCurveSummary() {}

  static Summary of(String tag, Tensor labels, Tensor predictions, int thresholds, Tensor weights) {
    requireSameShape("predictions", predictions, labels);
    if (weights != null) {
      requireSameShape("weights", weights, labels);
    }
    if (thresholds < 1) {
      throw new IllegalArgumentException("numThresholds: got " + thresholds + ", expected >= 1");
    }
    int buckets = Math.min(thresholds, MAX_THRESHOLDS);
    double[][] rows = curve(labels, buckets(predictions, buckets), buckets, weights);
    var tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Summaries.shape(rows.length, buckets));
    for (double[] row : rows) {
      for (double value : row) {
        tensor.addFloatVal((float) value);
      }
    }
    var plugin = PrCurvePluginData.newBuilder().setNumThresholds(buckets).build();
    return Summaries.of(
        Summary.Value.newBuilder()
            .setTag(tag)
            .setMetadata(Summaries.plugin("pr_curves", plugin))
            .setTensor(tensor));
  }

  private static void requireSameShape(String name, Tensor tensor, Tensor labels) {
    if (tensor.dtype().isComplex()
        || labels.dtype().isComplex()
        || !java.util.Arrays.equals(tensor.shape(), labels.shape())) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(tensor)
              + " for labels of "
              + TensorDescription.of(labels)
              + ", expected real numbers of the labels' shape");
    }
  }

  // In the predictions' own precision, as numpy.
  private static double[] buckets(Tensor predictions, int buckets) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor real =
          predictions.dtype().isFloatingPoint() ? predictions : predictions.to(DType.float64);
      return real.mul(buckets - 1).floor().toDoubleArray();
    }
  }

  private static double[][] curve(Tensor labels, double[] at, int buckets, Tensor weights) {
    double[] truth = labels.toDoubleArray();
    double[] weight = weights == null ? null : weights.toDoubleArray();
    double[] tp = new double[buckets];
    double[] fp = new double[buckets];
    for (int i = 0; i < at.length; i++) {
      if (at[i] >= 0 && at[i] < buckets) {
        double w = weight == null ? 1 : weight[i];
        tp[(int) at[i]] += truth[i] * w;
        fp[(int) at[i]] += (1 - truth[i]) * w;
      }
    }
    for (int i = buckets - 2; i >= 0; i--) { // predicted true above each threshold
      tp[i] += tp[i + 1];
      fp[i] += fp[i + 1];
    }
    return withRates(tp, fp);
  }

  private static double[][] withRates(double[] tp, double[] fp) {
    int buckets = tp.length;
    double[][] rows = {
      tp, fp, new double[buckets], new double[buckets], new double[buckets], new double[buckets]
    };
    for (int i = 0; i < buckets; i++) {
      rows[2][i] = fp[0] - fp[i];
      rows[3][i] = tp[0] - tp[i];
      rows[4][i] = tp[i] / Math.max(MINIMUM_COUNT, tp[i] + fp[i]);
      rows[5][i] = tp[i] / Math.max(MINIMUM_COUNT, tp[i] + rows[3][i]);
    }
    return rows;
  }
}
