package torch4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The elements of a tensor as Python prints them, aligned. Same as {@code
 * torch._tensor_str._Formatter}.
 *
 * @param texts each element, in row-major order
 * @param width what they are aligned to; zeros and non-finite numbers may be longer
 */
record PrintedElements(List<String> texts, int width) {
  private static final double SCIENTIFIC_RATIO = 1000;
  private static final double SCIENTIFIC_ABOVE = 1e8;
  private static final double SCIENTIFIC_BELOW = 1e-4;

  /** The elements of a dense tensor. */
  static PrintedElements of(Tensor tensor, PrintOptions options) {
    Tensor plain = (tensor._is_zerotensor() ? tensor.clone() : tensor).cpu();
    plain = plain.resolve_conj().resolve_neg();
    if (plain.is_complex()) {
      return complex(floats(torch.real(plain), options), floats(torch.imag(plain), options));
    }
    return plain.is_floating_point() ? floats(plain, options) : integers(plain);
  }

  private static PrintedElements complex(PrintedElements real, PrintedElements imaginary) {
    var texts = new String[real.texts.size()];
    for (int i = 0; i < texts.length; i++) {
      String text = imaginary.texts.get(i).stripLeading() + "j";
      texts[i] = real.texts.get(i) + (text.startsWith("-") ? "" : "+") + text;
    }
    return new PrintedElements(List.of(texts), real.width + imaginary.width + 1);
  }

  private static PrintedElements integers(Tensor tensor) {
    ScalarType dtype = tensor.scalar_type().intern();
    long[] values = longs(dtype == ScalarType.UInt64 ? tensor.view(ScalarType.Long) : tensor);
    IntFunction<String> text =
        switch (dtype) {
          case Bool -> i -> values[i] == 0 ? "False" : "True";
          case UInt64 -> i -> Long.toUnsignedString(values[i]);
          default -> i -> Long.toString(values[i]);
        };
    var texts = new String[values.length];
    Arrays.setAll(texts, text);
    return aligned(texts, Arrays.stream(texts).mapToInt(String::length).max().orElse(1));
  }

  private static PrintedElements floats(Tensor tensor, PrintOptions options) {
    double[] values = doubles(tensor);
    DoublePredicate counts = counted(tensor.scalar_type().intern());
    double[] magnitudes = Arrays.stream(values).map(Math::abs).filter(counts).toArray();
    int precision = options.precision();
    boolean integral = Arrays.stream(magnitudes).allMatch(value -> value == Math.ceil(value));
    IntFunction<String> text;
    if (isScientific(magnitudes, options)) {
      text = i -> PythonFloat.scientific(values[i], precision);
    } else if (integral) {
      text = i -> PythonFloat.fixed(values[i], 0) + (Double.isFinite(values[i]) ? "." : "");
    } else {
      text = i -> PythonFloat.fixed(values[i], precision);
    }
    var texts = new String[values.length];
    int width = 1;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(i);
      width = counts.test(values[i]) ? Math.max(width, texts[i].length()) : width;
    }
    return aligned(texts, width);
  }

  // Zeros and non-finite numbers do not affect the notation and the width; only that torch.isfinite
  // takes float8_e8m0fnu's NaN for finite.
  private static DoublePredicate counted(ScalarType dtype) {
    return dtype == ScalarType.Float8_e8m0fnu
        ? value -> true
        : value -> value != 0 && Double.isFinite(value);
  }

  private static boolean isScientific(double[] magnitudes, PrintOptions options) {
    if (magnitudes.length == 0 || options.sciMode() != null) {
      return magnitudes.length > 0 && options.sciMode();
    }
    double min = Arrays.stream(magnitudes).min().orElseThrow();
    double max = Arrays.stream(magnitudes).max().orElseThrow();
    return max / min > SCIENTIFIC_RATIO || max > SCIENTIFIC_ABOVE || min < SCIENTIFIC_BELOW;
  }

  private static PrintedElements aligned(String[] texts, int width) {
    for (int i = 0; i < texts.length; i++) {
      texts[i] = " ".repeat(Math.max(0, width - texts[i].length())) + texts[i];
    }
    return new PrintedElements(List.of(texts), width);
  }

  private static double[] doubles(Tensor tensor) {
    Tensor flat = tensor.to(ScalarType.Double).contiguous();
    var values = new double[Math.toIntExact(flat.numel())];
    flat.data_ptr_double().get(values);
    return values;
  }

  private static long[] longs(Tensor tensor) {
    Tensor flat = tensor.to(ScalarType.Long).contiguous();
    var values = new long[Math.toIntExact(flat.numel())];
    flat.data_ptr_long().get(values);
    return values;
  }
}
