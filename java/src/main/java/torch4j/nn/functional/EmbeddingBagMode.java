package torch4j.nn.functional;

/** How the embeddings of a bag are reduced. */
public enum EmbeddingBagMode {
  /** The sum of the embeddings. */
  SUM(0),
  /** The mean of the embeddings. */
  MEAN(1),
  /** The maximum over the embeddings, for each dimension. */
  MAX(2);

  private final long code;

  EmbeddingBagMode(long code) {
    this.code = code;
  }

  /** LibTorch's constant for the mode. */
  long code() {
    return code;
  }

  /** The name in Python: sum, mean, max. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
