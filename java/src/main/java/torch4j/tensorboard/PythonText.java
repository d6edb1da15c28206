package torch4j.tensorboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torch4j.serialization.Tuple;

/** Values of TorchScript as Python's {@code repr} writes them. */
final class PythonText {
  private static final int MAX_DIGITS = 17;

  private PythonText() {}

  static String repr(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double number) {
      return repr((double) number);
    }
    if (value instanceof String text) {
      return repr(text);
    }
    if (value instanceof Tuple tuple) {
      return "(" + joined(tuple) + (tuple.size() == 1 ? ",)" : ")");
    }
    if (value instanceof List<?> list) {
      return "[" + joined(list) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString(); // a Long, a Tensor
  }

  private static String joined(List<?> values) {
    return values.stream().map(PythonText::repr).collect(Collectors.joining(", "));
  }

  // The fewest digits that bring the same number back, with an exponent where Python has one.
  private static String repr(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - 1 - shortest.scale();
    if (exponent < -4 || exponent >= 16) {
      String digits = shortest.unscaledValue().abs().toString();
      return (value < 0 ? "-" : "")
          + digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + (exponent < 0 ? "e-" : "e+")
          + (Math.abs(exponent) < 10 ? "0" : "")
          + Math.abs(exponent);
    }
    String plain = shortest.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static String repr(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    var repr = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> repr.append("\\\\");
                case '\n' -> repr.append("\\n");
                case '\r' -> repr.append("\\r");
                case '\t' -> repr.append("\\t");
                default -> {
                  if (c == quote) {
                    repr.append('\\').append(quote);
                  } else if (c < ' ' || c == 0x7f) {
                    repr.append(String.format("\\x%02x", c));
                  } else {
                    repr.appendCodePoint(c);
                  }
                }
              }
            });
    return repr.append(quote).toString();
  }
}
