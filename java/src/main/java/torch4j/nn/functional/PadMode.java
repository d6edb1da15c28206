package torch4j.nn.functional;

import java.util.Locale;

/** The padding mode of {@link F#pad}. */
public enum PadMode {
  /** A constant value. */
  CONSTANT,
  /** The reflection of the input boundary, without repeating the edge. */
  REFLECT,
  /** The replication of the input boundary. */
  REPLICATE,
  /** Circular padding, with values from the opposite side. */
  CIRCULAR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name in Python: constant, reflect, replicate, circular. */
  @Override
  public String toString() {
    return text;
  }
}
