package torch4j.nn.functional;

import java.util.Locale;

/** What {@link F#pad} puts around the input. */
public enum PadMode {
  /** One value. */
  CONSTANT,
  /** The elements mirrored at the edge, without the edge itself. */
  REFLECT,
  /** The edge again and again. */
  REPLICATE,
  /** The elements of the other edge. */
  CIRCULAR;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name in Python: constant, reflect, replicate, circular. */
  @Override
  public String toString() {
    return text;
  }
}
