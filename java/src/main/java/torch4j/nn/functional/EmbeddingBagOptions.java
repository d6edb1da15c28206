package torch4j.nn.functional;

/**
 * What {@code torch.nn.EmbeddingBag} takes beside its sizes, with its defaults.
 *
 * @param maxNorm rows that are looked up are scaled down to this norm; null for no limit
 * @param normType the p of that norm
 * @param scaleGradByFreq whether gradients are divided by how often a row is in the batch
 * @param mode what becomes of the rows of a bag
 * @param sparse whether the weight's gradient is a sparse tensor
 * @param includeLastOffset whether the offsets have the end of the last bag, too
 * @param paddingIdx the row that does not count, from 0 or, negative, from the end; null for none
 */
public record EmbeddingBagOptions(
    Double maxNorm,
    double normType,
    boolean scaleGradByFreq,
    EmbeddingBagMode mode,
    boolean sparse,
    boolean includeLastOffset,
    Long paddingIdx) {
  /** PyTorch's defaults. */
  public static final EmbeddingBagOptions DEFAULT =
      new EmbeddingBagOptions(null, 2, false, EmbeddingBagMode.MEAN, false, false, null);

  /** A norm down to which rows are scaled when they are looked up. */
  public EmbeddingBagOptions maxNorm(double maxNorm) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** The p of that norm. */
  public EmbeddingBagOptions normType(double normType) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** Whether gradients are divided by how often a row is in the batch. */
  public EmbeddingBagOptions scaleGradByFreq(boolean scaleGradByFreq) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** What becomes of the rows of a bag. */
  public EmbeddingBagOptions mode(EmbeddingBagMode mode) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** Whether the weight's gradient is a sparse tensor. */
  public EmbeddingBagOptions sparse(boolean sparse) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** Whether the offsets have the end of the last bag, too. */
  public EmbeddingBagOptions includeLastOffset(boolean includeLastOffset) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }

  /** A row that does not count, from 0 or, negative, from the end. */
  public EmbeddingBagOptions paddingIdx(long paddingIdx) {
    return new EmbeddingBagOptions(
        maxNorm, normType, scaleGradByFreq, mode, sparse, includeLastOffset, paddingIdx);
  }
}
