package torch4j.serialization;

import java.util.Map;

/**
 * Python types that {@code torch.load} refuses by default, for {@link LoadOptions#allow}: what
 * {@code torch.serialization.add_safe_globals} is for in Python. They become plain Java values; no
 * Python code is run.
 *
 * <pre>{@code
 * var options = Serialization.loadOptions().allow(SafeGlobals.NUMPY, SafeGlobals.NAMESPACE);
 * Object checkpoint = Serialization.load(path, options);
 * }</pre>
 */
public enum SafeGlobals {
  /**
   * numpy's arrays of numbers, which become tensors of the same dtype, shape and strides; its
   * scalars ({@code np.float64}), which become Boolean, Long, BigInteger, Double, {@link Complex},
   * String or byte[]; and its dtypes, which become {@code ScalarType}.
   */
  NUMPY,

  /** {@code argparse.Namespace}, which becomes a map of its attributes. */
  NAMESPACE,

  /** {@code collections.defaultdict}, which becomes a map; its default is left out. */
  DEFAULTDICT,

  /**
   * Paths of {@code pathlib}, which become a String, because they may be of another operating
   * system.
   */
  PATHLIB,

  /**
   * {@code datetime}'s date, time, datetime, timedelta and timezone, which become {@code
   * LocalDate}, {@code LocalTime} or {@code OffsetTime}, {@code LocalDateTime} or {@code
   * OffsetDateTime}, {@code Duration} and {@code ZoneOffset}. Python's default would not load them
   * again, and so they cannot be saved: save their text.
   */
  DATETIME;

  /** The globals by name. */
  Map<String, Global> table() {
    return switch (this) {
      case NUMPY -> NumpyGlobals.table();
      case NAMESPACE -> PlainGlobals.namespace();
      case DEFAULTDICT -> PlainGlobals.defaultDict();
      case PATHLIB -> PlainGlobals.pathlib();
      case DATETIME -> DatetimeGlobals.table();
    };
  }

  /** The constant that allows the global of this name, or null. */
  static SafeGlobals allowing(String name) {
    for (SafeGlobals globals : values()) {
      if (globals.table().containsKey(name)) {
        return globals;
      }
    }
    return null;
  }
}
