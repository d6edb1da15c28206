package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * How often each class is predicted as each other: rows are the target, columns the predictions.
 * Same as {@code torchmetrics.ConfusionMatrix}. It has no single {@link #value}.
 */
public final class ConfusionMatrix extends SumMetric {
  /** What the counts are divided by: Python's {@code normalize}. */
  public enum Normalize {
    /** Nothing: counts, of int64. */
    NONE,
    /** The count of the row: {@code "true"}. */
    TRUE,
    /** The count of the column: {@code "pred"}. */
    PRED,
    /** The count of all: {@code "all"}. */
    ALL
  }

  private static final String COUNTS = "counts";

  private final ClassificationOptions options;
  private final Normalize normalize;

  private record Settings(ClassificationOptions options, Normalize normalize) {}

  /** Counts, not divided by anything. */
  public ConfusionMatrix(ClassificationOptions options) {
    this(options, Normalize.NONE);
  }

  /** Counts, divided; 0 divided by 0 is 0. */
  public ConfusionMatrix(ClassificationOptions options, Normalize normalize) {
    super("confusion_matrix");
    this.options = Require.nonNull(options, "options", "options");
    this.normalize = Require.nonNull(normalize, "normalize", "a Normalize");
    declare(COUNTS, DType.int64, (long) options.numClasses() * options.numClasses() + 1);
  }

  /** Of this many classes. */
  public static ConfusionMatrix multiclass(int numClasses) {
    return new ConfusionMatrix(ClassificationOptions.multiclass(numClasses));
  }

  /** Of two classes. */
  public static ConfusionMatrix binary() {
    return new ConfusionMatrix(ClassificationOptions.binary());
  }

  @Override
  Object settings() {
    return new Settings(options, normalize);
  }

  @Override
  void accumulate(Tensor predictions, Tensor target) {
    var batch = ClassBatch.of(predictions, target, options);
    long classes = options.numClasses();
    long invalid = classes * classes;
    Tensor cell = batch.actual().mul(classes).add(batch.predicted());
    Tensor isClass = batch.actual().lt(classes);
    Tensor slot = Torch.where(isClass, cell, batch.actual().sub(classes).add(invalid));
    add(
        COUNTS,
        slot.newZeros(invalid + 2)
            .indexAdd_(0, slot, Torch.onesLike(slot))
            .narrow(0, 0, invalid + 1));
  }

  @Override
  Tensor result(Map<String, Tensor> sums) {
    long classes = options.numClasses();
    Tensor counts = sums.get(COUNTS);
    ClassCounts.requireClasses(
        counts.select(0, classes * classes).itemLong(), options.numClasses());
    Tensor matrix = counts.narrow(0, 0, classes * classes).reshape(classes, classes);
    if (matrix.sum().itemLong() == 0) {
      throw nothingSeen();
    }
    Tensor shares = matrix.toDouble();
    return switch (normalize) {
      case NONE -> matrix;
      case TRUE -> ClassCounts.ratio(shares, shares.sum(1, true));
      case PRED -> ClassCounts.ratio(shares, shares.sum(0, true));
      case ALL -> ClassCounts.ratio(shares, shares.sum());
    };
  }

  @Override
  public ConfusionMatrix copy() {
    return copyInto(new ConfusionMatrix(options, normalize));
  }
}
