package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@code torch.nn.BCELoss} and {@code MultiLabelSoftMarginLoss} takes, with its defaults.
 *
 * @param weight the weight of each element or class, or null
 * @param reduction what becomes of the losses of the elements
 */
public record WeightedLossOptions(Tensor weight, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final WeightedLossOptions DEFAULT = new WeightedLossOptions(null, Reduction.MEAN);

  /** The weight of each element or class, or null. */
  public WeightedLossOptions weight(Tensor weight) {
    return new WeightedLossOptions(weight, reduction);
  }

  /** What becomes of the losses of the elements. */
  public WeightedLossOptions reduction(Reduction reduction) {
    return new WeightedLossOptions(weight, reduction);
  }
}
