package torch4j.training.metrics;

import torch4j.Tensor;

/**
 * The harmonic mean of precision and recall. Same as {@code torchmetrics.F1Score}, with {@code
 * multidim_average="global"}.
 *
 * <pre>{@code
 * var metric = new F1Score(ClassificationOptions.multiclass(10).average(Average.MACRO));
 * }</pre>
 *
 * <p>Predictions are scores of {@code [N, C, ...]}, or classes of the target's shape; of a binary
 * metric probabilities, or classes. 0 divided by 0 is 0.
 */
public final class F1Score extends ClassCounts {
  /** A metric with these options. */
  public F1Score(ClassificationOptions options) {
    super("f1", options);
  }

  /** Of this many classes, with the defaults of torchmetrics. */
  public static F1Score multiclass(int numClasses) {
    return new F1Score(ClassificationOptions.multiclass(numClasses));
  }

  /** Of two classes, with the defaults of torchmetrics. */
  public static F1Score binary() {
    return new F1Score(ClassificationOptions.binary());
  }

  @Override
  Tensor of(Tensor hits, Tensor predicted, Tensor actual) {
    return ratio(hits.mul(2L), predicted.add(actual));
  }

  @Override
  public F1Score copy() {
    return copyInto(new F1Score(settings()));
  }
}
