package torch4j.training.metrics;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of metrics of classes, with the defaults of torchmetrics.
 *
 * @param numClasses the number of classes; 2 for a binary metric
 * @param isBinary whether the predictions are probabilities of one class instead of scores of all
 * @param average how the values of the classes become one; a binary metric is about class 1
 * @param topK how many of the classes with the highest scores count as predicted
 * @param threshold the probability above which class 1 is predicted: 0 for logits
 * @param ignoreIndex the class in the target whose elements are left out; null for none
 */
@Withers
public record ClassificationOptions(
    int numClasses, boolean isBinary, Average average, int topK, double threshold, Long ignoreIndex)
    implements ClassificationOptionsWithers {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there are less than two classes, topK is not in 1 to their
   *     number, or a binary metric has an average or a topK
   */
  public ClassificationOptions {
    Require.nonNull(average, "average", "an Average");
    if (numClasses < 2 || (isBinary && numClasses != 2)) {
      throw new IllegalArgumentException(
          "numClasses: got " + numClasses + ", expected " + (isBinary ? "2" : ">= 2"));
    }
    if (topK < 1 || topK > numClasses) {
      throw new IllegalArgumentException(
          "topK: got " + topK + ", expected 1 to the " + numClasses + " classes");
    }
    if (isBinary && (topK != 1 || average != Average.MICRO)) {
      throw new IllegalArgumentException(
          "average, topK: got "
              + average
              + " and "
              + topK
              + ", expected none for a binary metric; use multiclass(2)");
    }
  }

  /** Scores of this many classes, or classes. */
  public static ClassificationOptions multiclass(int numClasses) {
    return new ClassificationOptions(numClasses, false, Average.MICRO, 1, 0.5, null);
  }

  /** Probabilities of class 1, or classes 0 and 1. */
  public static ClassificationOptions binary() {
    return new ClassificationOptions(2, true, Average.MICRO, 1, 0.5, null);
  }

  /** Returns a copy that leaves out elements of this class. */
  public ClassificationOptions ignoreIndex(long ignoreIndex) {
    return ignoreIndex(Long.valueOf(ignoreIndex));
  }

  String nameOf(String metric) {
    return metric + average.suffix() + (topK == 1 ? "" : "_top" + topK);
  }
}
