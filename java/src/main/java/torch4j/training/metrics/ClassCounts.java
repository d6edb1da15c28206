package torch4j.training.metrics;

import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** A metric of how often classes are predicted, and rightly. */
abstract class ClassCounts extends SumMetric {
  private static final String HITS = "true_positives";
  private static final String PREDICTED = "predicted";
  private static final String ACTUAL = "actual";

  private final ClassificationOptions options;

  ClassCounts(String name, ClassificationOptions options) {
    super(options.nameOf(name));
    this.options = options;
    for (String sum : new String[] {HITS, PREDICTED, ACTUAL}) {
      declare(sum, DType.int64, options.numClasses() + 1L);
    }
  }

  /** The value of these counts, or values. 0 divided by 0 is 0: see {@link #ratio}. */
  abstract Tensor of(Tensor hits, Tensor predicted, Tensor actual);

  /** Whether a binary metric is about class 1 alone. */
  boolean isOfClassOne() {
    return true;
  }

  @Override
  final ClassificationOptions settings() {
    return options;
  }

  @Override
  final void accumulate(Tensor predictions, Tensor target) {
    var batch = ClassBatch.of(predictions, target, options);
    long ignored = options.numClasses() + 1L;
    Tensor hit = batch.predicted().eq(batch.actual());
    add(HITS, count(Torch.where(hit, batch.actual(), ignored)));
    add(PREDICTED, count(batch.predicted()));
    add(ACTUAL, count(batch.actual()));
  }

  // bincount would ask the device for the largest one.
  private Tensor count(Tensor slots) {
    Tensor ones = Torch.onesLike(slots);
    return slots
        .newZeros(options.numClasses() + 2L)
        .indexAdd_(0, slots, ones)
        .narrow(0, 0, options.numClasses() + 1L);
  }

  @Override
  final Tensor result(Map<String, Tensor> sums) {
    int classes = options.numClasses();
    requireClasses(sums.get(ACTUAL).select(0, classes).itemLong(), classes);
    Tensor hits = ofClasses(sums.get(HITS));
    Tensor predicted = ofClasses(sums.get(PREDICTED));
    Tensor actual = ofClasses(sums.get(ACTUAL));
    if (actual.sum().itemDouble() == 0) {
      throw nothingSeen();
    }
    if (options.isBinary() && isOfClassOne()) {
      return of(hits, predicted, actual).select(0, 1);
    }
    return switch (options.average()) {
      case NONE -> of(hits, predicted, actual);
      case MICRO -> of(hits.sum(), predicted.sum(), actual.sum());
      case MACRO -> mean(of(hits, predicted, actual), predicted.add(actual).gt(0L).toDouble());
      case WEIGHTED -> mean(of(hits, predicted, actual), actual);
    };
  }

  /** Refuses what had no slot of its own. */
  static void requireClasses(long invalid, int classes) {
    if (invalid > 0) {
      throw new IllegalArgumentException(
          "target, predictions: got "
              + invalid
              + " elements that are no classes, expected 0 to "
              + (classes - 1)
              + "; if they are to be left out, set ignoreIndex");
    }
  }

  private Tensor ofClasses(Tensor counts) {
    return counts.narrow(0, 0, options.numClasses()).toDouble();
  }

  private static Tensor mean(Tensor values, Tensor weights) {
    return ratio(values.mul(weights).sum(), weights.sum());
  }

  /** The quotient, 0 where both are 0. */
  static Tensor ratio(Tensor part, Tensor whole) {
    return Torch.where(whole.eq(0L), 0.0, part.div(whole));
  }
}
