package torch4j;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Python's {@code format} writes them. The exact binary value is rounded, half to even;
 * {@link String#format} rounds the shortest decimal instead, half up.
 */
final class PythonFloat {
  private PythonFloat() {}

  /** {@code '{:.4f}'.format(value)}, with {@code precision} in place of 4. */
  static String fixed(double value, int precision) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    String digits =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return sign(value) + digits;
  }

  /** {@code '{:.4e}'.format(value)}, with {@code precision} in place of 4. */
  static String scientific(double value, int precision) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = value == 0 ? 0 : digits.length() - 1 - rounded.scale();
    digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
    return sign(value)
        + digits.charAt(0)
        + (precision == 0 ? "" : "." + digits.substring(1, precision + 1))
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value < 0 ? "-inf" : "inf";
  }
}
