package torch4j.nn.functional;

/** What becomes of the rows of a bag. */
public enum EmbeddingBagMode {
  /** Their sum. */
  SUM(0),
  /** Their mean. */
  MEAN(1),
  /** The largest of each column. */
  MAX(2);

  private final long code;

  EmbeddingBagMode(long code) {
    this.code = code;
  }

  /** LibTorch's number for it. */
  long code() {
    return code;
  }

  /** The name in Python: sum, mean, max. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
