package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;

/**
 * What {@code torch.nn.NLLLoss} takes, with its defaults.
 *
 * @param weight the weight of each class, {@code [C]}, or null
 * @param ignoreIndex the class that does not count
 * @param reduction what becomes of the losses of the elements
 */
public record NLLLossOptions(Tensor weight, long ignoreIndex, Reduction reduction) {
  /** PyTorch's defaults. */
  public static final NLLLossOptions DEFAULT = new NLLLossOptions(null, -100, Reduction.MEAN);

  /** The weight of each class, {@code [C]}, or null. */
  public NLLLossOptions weight(Tensor weight) {
    return new NLLLossOptions(weight, ignoreIndex, reduction);
  }

  /** The class that does not count. */
  public NLLLossOptions ignoreIndex(long ignoreIndex) {
    return new NLLLossOptions(weight, ignoreIndex, reduction);
  }

  /** What becomes of the losses of the elements. */
  public NLLLossOptions reduction(Reduction reduction) {
    return new NLLLossOptions(weight, ignoreIndex, reduction);
  }
}
