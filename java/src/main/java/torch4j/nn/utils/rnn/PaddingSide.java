package torch4j.nn.utils.rnn;

import java.util.Locale;

/** The side on which sequences are padded. */
public enum PaddingSide {
  /** At the end. */
  RIGHT,
  /** At the beginning. */
  LEFT;

  /** The name in Python: right, left. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
