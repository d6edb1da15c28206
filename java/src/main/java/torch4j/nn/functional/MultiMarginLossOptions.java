package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Text;

/**
 * What {@code torch.nn.MultiMarginLoss} takes, with its defaults.
 *
 * @param p the exponent, 1 or 2
 * @param margin how far the right class should be ahead
 * @param weight the weight of each class, {@code [C]}, or null
 * @param reduction what becomes of the losses of the elements
 */
public record MultiMarginLossOptions(long p, double margin, Tensor weight, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final MultiMarginLossOptions DEFAULT =
      new MultiMarginLossOptions(1, 1, null, Reduction.MEAN);

  /** Checks the values. */
  public MultiMarginLossOptions {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException(
          "p: got " + p + ", expected 1 or 2; only p == 1 and p == 2 supported");
    }
    if (weight != null && weight.dim() != 1) {
      throw new IllegalArgumentException(
          "weight: got " + Text.of(weight) + ", expected [C]: null or a 1D tensor");
    }
  }

  /** The exponent, 1 or 2. */
  public MultiMarginLossOptions p(long p) {
    return new MultiMarginLossOptions(p, margin, weight, reduction);
  }

  /** How far the right class should be ahead. */
  public MultiMarginLossOptions margin(double margin) {
    return new MultiMarginLossOptions(p, margin, weight, reduction);
  }

  /** The weight of each class, {@code [C]}, or null. */
  public MultiMarginLossOptions weight(Tensor weight) {
    return new MultiMarginLossOptions(p, margin, weight, reduction);
  }

  /** What becomes of the losses of the elements. */
  public MultiMarginLossOptions reduction(Reduction reduction) {
    return new MultiMarginLossOptions(p, margin, weight, reduction);
  }
}
