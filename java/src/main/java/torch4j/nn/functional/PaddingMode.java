package torch4j.nn.functional;

/** What a convolution takes for the elements beyond the edge. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The elements mirrored at the edge, without the edge itself. */
  REFLECT,
  /** The edge again and again. */
  REPLICATE,
  /** The elements of the other edge. */
  CIRCULAR;

  /** The name in Python: zeros, reflect, replicate, circular. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
