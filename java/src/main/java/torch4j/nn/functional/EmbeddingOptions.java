package torch4j.nn.functional;

import torch4j.processor.Withers;

/**
 * Options of {@code torch.nn.Embedding} beside its sizes, with PyTorch's defaults.
 *
 * @param paddingIdx the index whose entries do not contribute to the gradient, so that its vector
 *     is not updated during training, negative to count from the end; null for none
 * @param maxNorm embedding vectors with a larger norm are renormalized to this norm; null for none
 * @param normType the p of the p-norm computed for {@code maxNorm}
 * @param scaleGradByFreq whether to scale gradients by the inverse of the frequency of the words in
 *     the mini-batch
 * @param sparse whether the gradient of the weight is a sparse tensor
 */
@Withers
public record EmbeddingOptions(
    Long paddingIdx, Double maxNorm, double normType, boolean scaleGradByFreq, boolean sparse)
    implements EmbeddingOptionsWithers {
  /** PyTorch's defaults. */
  public static final EmbeddingOptions DEFAULT = new EmbeddingOptions(null, null, 2, false, false);

  /**
   * Returns the padding index, as an index that counts from 0.
   *
   * @throws IllegalArgumentException if it is out of range for this number of rows
   */
  public static long requireRow(long paddingIdx, long rows) {
    // Python accepts 0 for any number of rows.
    if (paddingIdx != 0 && (paddingIdx >= rows || paddingIdx < -rows)) {
      throw new IllegalArgumentException(
          "paddingIdx: got "
              + paddingIdx
              + ", expected from "
              + -rows
              + " to "
              + (rows - 1)
              + "; Padding_idx must be within num_embeddings");
    }
    return paddingIdx < 0 ? rows + paddingIdx : paddingIdx;
  }
}
