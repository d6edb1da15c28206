package torch4j.distributions;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import torch4j.Tensor;

/** Numbers and tensors as Python's f-strings write them. */
final class PythonText {
  private static final int DIGITS = 17; // that any double can be told apart by
  private static final int FIRST_SCIENTIFIC = 16;
  private static final int LAST_FRACTION = -4;

  private PythonText() {}

  /** A parameter: the number if there is one, or else the shape. */
  static String of(Tensor value) {
    if (value.numel() != 1) {
      return "torch.Size(" + Arrays.toString(value.shape()) + ")";
    }
    return value.dim() == 0 ? number(value.item()) : value.toString();
  }

  /** A bound of a constraint, or an argument of a transform. */
  static String bound(Object bound) {
    if (!(bound instanceof Tensor tensor)) {
      return number(bound);
    }
    return tensor.dim() == 0 ? number(tensor.item()) : tensor.toString();
  }

  static String number(Object value) {
    if (!(value instanceof Double number)) {
      return value instanceof Boolean truth ? (truth ? "True" : "False") : value.toString();
    }
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number > 0 ? "0.0" : "-0.0";
    }
    return decimal(shortest(number));
  }

  /** The shortest decimal that is this double. */
  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == number) {
        return rounded;
      }
    }
    return exact.round(new MathContext(DIGITS));
  }

  private static String decimal(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    int exponent = plain.precision() - plain.scale() - 1;
    if (exponent >= LAST_FRACTION && exponent < FIRST_SCIENTIFIC) {
      return plain.scale() > 0 ? plain.toPlainString() : plain.toPlainString() + ".0";
    }
    String digits = plain.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = plain.signum() < 0 ? "-" : "";
    String power = (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "");
    return sign + digits.charAt(0) + fraction + power + Math.abs(exponent);
  }
}
