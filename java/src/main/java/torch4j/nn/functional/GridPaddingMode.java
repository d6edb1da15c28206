package torch4j.nn.functional;

import java.util.Locale;

/** The padding mode of {@link F#gridSample} for grid locations outside the input. */
public enum GridPaddingMode {
  /** Uses 0 for out-of-bound grid locations. */
  ZEROS(0),
  /** Uses border values for out-of-bound grid locations. */
  BORDER(1),
  /** Uses values at locations reflected by the border for out-of-bound grid locations. */
  REFLECTION(2);

  private final long code;

  GridPaddingMode(long code) {
    this.code = code;
  }

  /** ATen's constant for the mode. */
  long code() {
    return code;
  }

  /** The name in Python: zeros, border, reflection. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
