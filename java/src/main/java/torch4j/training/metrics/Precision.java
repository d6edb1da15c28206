package torch4j.training.metrics;

import torch4j.Tensor;

/**
 * How many of the elements that are predicted as a class are of it. Same as {@code
 * torchmetrics.Precision}, with {@code multidim_average="global"}.
 *
 * <pre>{@code
 * var metric = new Precision(ClassificationOptions.multiclass(10).average(Average.MACRO));
 * }</pre>
 *
 * <p>Predictions are scores of {@code [N, C, ...]}, or classes of the target's shape; of a binary
 * metric probabilities, or classes. 0 divided by 0 is 0.
 */
public final class Precision extends ClassCounts {
  /** A metric with these options. */
  public Precision(ClassificationOptions options) {
    super("precision", options);
  }

  /** Of this many classes, with the defaults of torchmetrics. */
  public static Precision multiclass(int numClasses) {
    return new Precision(ClassificationOptions.multiclass(numClasses));
  }

  /** Of two classes, with the defaults of torchmetrics. */
  public static Precision binary() {
    return new Precision(ClassificationOptions.binary());
  }

  @Override
  Tensor of(Tensor hits, Tensor predicted, Tensor actual) {
    return ratio(hits, predicted);
  }

  @Override
  public Precision copy() {
    return copyInto(new Precision(settings()));
  }
}
