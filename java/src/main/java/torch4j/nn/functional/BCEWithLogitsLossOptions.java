package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@code torch.nn.BCEWithLogitsLoss} takes, with its defaults.
 *
 * @param weight the weight of each element, or null
 * @param reduction what becomes of the losses of the elements
 * @param posWeight the weight of each class's positive examples, or null
 */
public record BCEWithLogitsLossOptions(Tensor weight, Reduction reduction, Tensor posWeight) {
  /** PyTorch's defaults. */
  public static final BCEWithLogitsLossOptions DEFAULT =
      new BCEWithLogitsLossOptions(null, Reduction.MEAN, null);

  /** The weight of each element, or null. */
  public BCEWithLogitsLossOptions weight(Tensor weight) {
    return new BCEWithLogitsLossOptions(weight, reduction, posWeight);
  }

  /** What becomes of the losses of the elements. */
  public BCEWithLogitsLossOptions reduction(Reduction reduction) {
    return new BCEWithLogitsLossOptions(weight, reduction, posWeight);
  }

  /** The weight of each class's positive examples, or null. */
  public BCEWithLogitsLossOptions posWeight(Tensor posWeight) {
    return new BCEWithLogitsLossOptions(weight, reduction, posWeight);
  }
}
