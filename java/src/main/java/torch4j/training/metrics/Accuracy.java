package torch4j.training.metrics;

import torch4j.Tensor;

/**
 * How many predictions are right. Same as {@code torchmetrics.Accuracy}, with {@code
 * multidim_average="global"}; the average over classes is of what is right in each.
 *
 * <pre>{@code
 * var metric = new Accuracy(ClassificationOptions.multiclass(10).topK(5));
 * }</pre>
 *
 * <p>Predictions are scores of {@code [N, C, ...]}, or classes of the target's shape; of a binary
 * metric probabilities, or classes. 0 divided by 0 is 0.
 */
public final class Accuracy extends ClassCounts {
  /** A metric with these options. */
  public Accuracy(ClassificationOptions options) {
    super("accuracy", options);
  }

  /** Of this many classes, with the defaults of torchmetrics. */
  public static Accuracy multiclass(int numClasses) {
    return new Accuracy(ClassificationOptions.multiclass(numClasses));
  }

  /** Of two classes, with the defaults of torchmetrics. */
  public static Accuracy binary() {
    return new Accuracy(ClassificationOptions.binary());
  }

  @Override
  boolean isOfClassOne() {
    return false;
  }

  @Override
  Tensor of(Tensor hits, Tensor predicted, Tensor actual) {
    return ratio(hits, actual);
  }

  @Override
  public Accuracy copy() {
    return copyInto(new Accuracy(settings()));
  }
}
