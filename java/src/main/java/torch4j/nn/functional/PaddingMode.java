package torch4j.nn.functional;

/** The padding mode of a convolution. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The reflection of the input boundary, without repeating the edge. */
  REFLECT,
  /** The replication of the input boundary. */
  REPLICATE,
  /** Circular padding, with values from the opposite side. */
  CIRCULAR;

  /** The name in Python: zeros, reflect, replicate, circular. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
