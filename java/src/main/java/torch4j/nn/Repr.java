package torch4j.nn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/** The text of modules, numbers and booleans in Python's {@code repr}. */
final class Repr {
  private Repr() {}

  static String of(Module module) {
    List<String> lines = new ArrayList<>();
    String extra = module.extraRepr();
    if (!extra.isEmpty()) {
      lines.addAll(List.of(extra.split("\n", -1)));
    }
    int extraLines = lines.size();
    module
        .registered()
        .children()
        .forEach((name, child) -> lines.add("(" + name + "): " + indented(child.toString())));
    String name = Parametrized.typeName(module);
    if (extraLines == 1 && lines.size() == 1) {
      return name + "(" + extra + ")";
    }
    return inParentheses(name, lines);
  }

  /** A list of modules, in which consecutive equal ones are shown once. */
  static String ofList(Module list) {
    List<String> lines = new ArrayList<>();
    List<String> items =
        list.registered().children().values().stream().map(Module::toString).toList();
    for (int first = 0; first < items.size(); ) {
      int end = first + 1;
      while (end < items.size() && items.get(end).equals(items.get(first))) {
        end++;
      }
      String range =
          end == first + 1
              ? "(" + first + "): "
              : "(" + first + "-" + (end - 1) + "): " + (end - first) + " x ";
      lines.add(range + indented(items.get(first)));
      first = end;
    }
    return inParentheses(list.typeName(), lines);
  }

  /** Parameters, one per line, with the name of their type. */
  static String ofParameters(Map<String, Parameter> parameters, Function<Tensor, String> type) {
    return parameters.entrySet().stream()
        .map(entry -> "  (" + entry.getKey() + "): " + parameter(entry.getValue(), type))
        .collect(Collectors.joining("\n"));
  }

  private static String parameter(Tensor tensor, Function<Tensor, String> type) {
    String size =
        Arrays.stream(tensor.shape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    String device = tensor.isCuda() ? " (" + tensor.device().toString() + ")" : "";
    return "Parameter containing: [" + type.apply(tensor) + " of size " + size + device + "]";
  }

  /** A dtype in Python: {@code torch.float32}. */
  static String dtype(Tensor tensor) {
    return "torch." + TensorDescription.dtype(tensor);
  }

  /** The name of the tensor type of a dtype and device in Python: {@code torch.FloatTensor}. */
  static String tensorType(Tensor tensor) {
    String name =
        switch (tensor.dtype()) {
          case complex64 -> "ComplexFloat";
          case complex128 -> "ComplexDouble";
          case float16 -> "Half";
          case bfloat16 -> "BFloat16";
          case float64 -> "Double";
          default -> "Float";
        };
    return "torch." + (tensor.isCuda() ? "cuda." : "") + name + "Tensor";
  }

  /** A name followed by the lines in parentheses. */
  static String inParentheses(String name, List<String> lines) {
    return lines.isEmpty() ? name + "()" : name + "(\n  " + String.join("\n  ", lines) + "\n)";
  }

  /** Indents all lines after the first by two spaces. */
  static String indented(String text) {
    return text.replace("\n", "\n  ");
  }

  /** {@code True} or {@code False}. */
  static String of(boolean value) {
    return value ? "True" : "False";
  }

  /** A float in Python: {@code 1e-05}, {@code 0.1}, {@code 1.0}; None for null. */
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
   * A number in Python: an int if it has no fractional part, {@code 2} for 2.0, otherwise a float.
   */
  static String ofNumber(Double value) {
    String text = of(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
