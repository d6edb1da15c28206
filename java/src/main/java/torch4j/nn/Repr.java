package torch4j.nn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Modules, numbers and truth values as Python's {@code repr} writes them. */
final class Repr {
  private Repr() {}

  static String of(Module module) {
    List<String> lines = new ArrayList<>();
    String extra = module.extraRepr();
    if (!extra.isEmpty()) {
      lines.addAll(List.of(extra.split("\n", -1)));
    }
    int extraLines = lines.size();
    module.children.forEach(
        (name, child) -> lines.add("(" + name + "): " + indented(child.toString())));
    if (extraLines == 1 && lines.size() == 1) {
      return module.typeName() + "(" + extra + ")";
    }
    return around(module.typeName(), lines);
  }

  /** A name with lines below it in brackets, or nothing between them. */
  static String around(String name, List<String> lines) {
    return lines.isEmpty() ? name + "()" : name + "(\n  " + String.join("\n  ", lines) + "\n)";
  }

  /** Further lines two further to the right. */
  static String indented(String text) {
    return text.replace("\n", "\n  ");
  }

  /** {@code True} or {@code False}. */
  static String of(boolean value) {
    return value ? "True" : "False";
  }

  /** A number as Python writes a float: {@code 1e-05}, {@code 0.1}, {@code 1.0}; None for null. */
  static String of(Double value) {
    if (value == null) {
      return "None";
    }
    if (value.isInfinite() || value.isNaN()) {
      return value.isNaN() ? "nan" : value > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(value);
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text.substring(e + 1));
    if (exponent >= -4 && exponent < 16) {
      String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return text.substring(0, e).replaceFirst("\\.0$", "")
        + String.format(Locale.ROOT, "e%+03d", exponent);
  }

  /**
   * A number as Python writes what its user gave, mostly an int: {@code 2} for 2.0, else a float.
   */
  static String ofNumber(Double value) {
    String text = of(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
