package torch4j.data.datasets;

import java.util.Locale;

/** Numbers written in decimal, as Python's {@code float} and {@code int} read them. */
final class Decimal {
  private static final long EXACT = 1L << 53;
  private static final double[] POWERS = new double[23]; // 10^22 is the last that is exact

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimal() {}

  /**
   * The number nearest to a text.
   *
   * @throws NumberFormatException if it is none
   */
  static double parse(char[] text, int from, int to) {
    int at = from;
    boolean isNegative = at < to && text[at] == '-';
    if (isNegative || (at < to && text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int scale = 0;
    int start = at;
    while (at < to && isDigit(text[at]) && digits < EXACT) {
      digits = digits * 10 + (text[at++] - '0');
    }
    if (at < to && text[at] == '.') {
      int point = at++;
      while (at < to && isDigit(text[at]) && digits < EXACT) {
        digits = digits * 10 + (text[at++] - '0');
        scale++;
      }
      start += at - point == 1 ? 1 : 0; // a point without digits after it needs some before it
    }
    boolean isSimple = at == to && at > start && digits <= EXACT && scale < POWERS.length;
    if (!isSimple) {
      return parseAny(new String(text, from, to - from));
    }
    double value = digits / POWERS[scale]; // two exact numbers: rounded once
    return isNegative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  // Java also knows hexadecimal numbers and endings as in 1f, and calls infinity otherwise.
  private static double parseAny(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean isSigned = lower.startsWith("-") || lower.startsWith("+");
    double sign = lower.startsWith("-") ? -1 : 1;
    return switch (isSigned ? lower.substring(1) : lower) {
      case "nan" -> Double.NaN;
      case "inf", "infinity" -> sign * Double.POSITIVE_INFINITY;
      default -> {
        if (!lower.chars().allMatch(c -> isDigit((char) c) || ".e+-".indexOf(c) >= 0)) {
          throw new NumberFormatException(text);
        }
        yield Double.parseDouble(text);
      }
    };
  }
}
