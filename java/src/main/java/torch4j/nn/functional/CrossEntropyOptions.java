package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@code torch.nn.CrossEntropyLoss} takes, with its defaults.
 *
 * @param weight the weight of each class, {@code [C]}, or null
 * @param ignoreIndex the class that does not count
 * @param reduction what becomes of the losses of the elements
 * @param labelSmoothing how much of the target is spread over all classes, between 0 and 1
 */
public record CrossEntropyOptions(
    Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {
  /** PyTorch's defaults. */
  public static final CrossEntropyOptions DEFAULT =
      new CrossEntropyOptions(null, -100, Reduction.MEAN, 0);

  /** Checks the values. */
  public CrossEntropyOptions {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing: got " + labelSmoothing + ", expected between 0 and 1");
    }
  }

  /** A weight for each class, {@code [C]}. */
  public CrossEntropyOptions weight(Tensor weight) {
    return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /** Another class that does not count. */
  public CrossEntropyOptions ignoreIndex(long ignoreIndex) {
    return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /** What becomes of the losses of the elements. */
  public CrossEntropyOptions reduction(Reduction reduction) {
    return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /** How much of the target is spread over all classes. */
  public CrossEntropyOptions labelSmoothing(double labelSmoothing) {
    return new CrossEntropyOptions(weight, ignoreIndex, reduction, labelSmoothing);
  }
}
