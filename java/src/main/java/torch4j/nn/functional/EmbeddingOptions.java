package torch4j.nn.functional;

/**
 * What {@code torch.nn.Embedding} takes beside its sizes, with its defaults.
 *
 * @param paddingIdx the row that is not trained, from 0 or, negative, from the end; null for none
 * @param maxNorm rows that are looked up are scaled down to this norm; null for no limit
 * @param normType the p of that norm
 * @param scaleGradByFreq whether gradients are divided by how often a row is in the batch
 * @param sparse whether the weight's gradient is a sparse tensor
 */
public record EmbeddingOptions(
    Long paddingIdx, Double maxNorm, double normType, boolean scaleGradByFreq, boolean sparse) {
  /** PyTorch's defaults. */
  public static final EmbeddingOptions DEFAULT = new EmbeddingOptions(null, null, 2, false, false);

  /** A row that is not trained, from 0 or, negative, from the end. */
  public EmbeddingOptions paddingIdx(long paddingIdx) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  /** A norm down to which rows are scaled when they are looked up. */
  public EmbeddingOptions maxNorm(double maxNorm) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  /** The p of that norm. */
  public EmbeddingOptions normType(double normType) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  /** Whether gradients are divided by how often a row is in the batch. */
  public EmbeddingOptions scaleGradByFreq(boolean scaleGradByFreq) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  /** Whether the weight's gradient is a sparse tensor. */
  public EmbeddingOptions sparse(boolean sparse) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  /**
   * A padding index that counts from 0.
   *
   * @throws IllegalArgumentException if it is not one of so many rows
   */
  public static long requireRow(long paddingIdx, long rows) {
    // Python lets 0 pass, whatever the rows.
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
