package torch4j.nn.functional;

import java.util.Locale;

/** What {@link F#gridSample} takes for places outside the input. */
public enum GridPaddingMode {
  /** Zeros. */
  ZEROS(0),
  /** The nearest element at the border. */
  BORDER(1),
  /** The place mirrored at the border. */
  REFLECTION(2);

  private final long code;

  GridPaddingMode(long code) {
    this.code = code;
  }

  /** The number that ATen's operator takes. */
  long code() {
    return code;
  }

  /** The name in Python: zeros, border, reflection. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
