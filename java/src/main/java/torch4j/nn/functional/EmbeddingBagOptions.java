package torch4j.nn.functional;

import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.EmbeddingBag} beside its sizes, with PyTorch's defaults.
 *
 * @param maxNorm embedding vectors with a larger norm are renormalized to this norm; null for none
 * @param normType the p of the p-norm computed for {@code maxNorm}
 * @param scaleGradByFreq whether to scale gradients by the inverse of the frequency of the words in
 *     the mini-batch
 * @param mode how to reduce the bag: sum, mean or max
 * @param sparse whether the gradient of the weight is a sparse tensor
 * @param includeLastOffset whether the offsets have one additional element, the size of the
 *     indices, as in the CSR format
 * @param paddingIdx the index whose entries do not contribute to the gradient and are excluded from
 *     the reduction, negative to count from the end; null for none
 */
@Withers
public record EmbeddingBagOptions(
    Double maxNorm,
    double normType,
    boolean scaleGradByFreq,
    EmbeddingBagMode mode,
    boolean sparse,
    boolean includeLastOffset,
    Long paddingIdx)
    implements EmbeddingBagOptionsWithers {
  /** PyTorch's defaults. */
  public static final EmbeddingBagOptions DEFAULT =
      new EmbeddingBagOptions(null, 2, false, EmbeddingBagMode.MEAN, false, false, null);

  /** Checks the values. */
  public EmbeddingBagOptions {
    Require.nonNull(mode, "mode", "an embedding bag mode");
  }
}
