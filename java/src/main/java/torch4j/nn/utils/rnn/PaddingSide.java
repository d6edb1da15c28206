package torch4j.nn.utils.rnn;

import java.util.Locale;

/** Where a sequence is padded. */
public enum PaddingSide {
  /** Behind its end. */
  RIGHT,
  /** Before its beginning. */
  LEFT;

  /** The name in Python: right, left. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
