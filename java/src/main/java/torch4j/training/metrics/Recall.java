package torch4j.training.metrics;

import torch4j.Tensor;

/**
 * How many of the elements of a class are predicted as it. Same as {@code torchmetrics.Recall},
 * with {@code multidim_average="global"}.
 *
 * <pre>{@code
 * var metric = new Recall(ClassificationOptions.multiclass(10).average(Average.MACRO));
 * }</pre>
 *
 * <p>Predictions are scores of {@code [N, C, ...]}, or classes of the target's shape; of a binary
 * metric probabilities, or classes. 0 divided by 0 is 0.
 */
public final class Recall extends ClassCounts {
  /** A metric with these options. */
  public Recall(ClassificationOptions options) {
    super("recall", options);
  }

  /** Of this many classes, with the defaults of torchmetrics. */
  public static Recall multiclass(int numClasses) {
    return new Recall(ClassificationOptions.multiclass(numClasses));
  }

  /** Of two classes, with the defaults of torchmetrics. */
  public static Recall binary() {
    return new Recall(ClassificationOptions.binary());
  }

  @Override
  Tensor of(Tensor hits, Tensor predicted, Tensor actual) {
    return ratio(hits, actual);
  }

  @Override
  public Recall copy() {
    return copyInto(new Recall(settings()));
  }
}
