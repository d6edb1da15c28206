package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Tensors of Python's answers, compared with ours; how many of how many had the same bits. */
final class Compared {
  // Logarithms and the like differ in a last bit between builds of LibTorch, and badly conditioned
  // functions of them by more.
  private static final double TOLERANCE = 1e-6;
  private static final double FLOAT_TOLERANCE = 5e-5;
  private static final double CANCELLED_TOLERANCE = 1e-2; // differences of numbers almost the same

  private int exact;
  private final List<String> inexact = new ArrayList<>();

  int exact() {
    return exact;
  }

  /** What had other bits. */
  List<String> inexact() {
    return inexact;
  }

  void compare(JsonNode expected, Tensor actual, String what) {
    assertArrayEquals(Golden.longs(expected.get("shape")), actual.shape(), what + ": shape");
    DType dtype = DType.valueOf(expected.get("dtype").asText());
    assertEquals(dtype, actual.dtype(), what);
    double[] wanted = doubles(expected.get("values"));
    double[] got = Tensors.values(actual);
    if (Arrays.equals(wanted, got)) {
      exact++;
      return;
    }
    inexact.add(what);
    double tolerance = dtype == DType.float32 ? floatTolerance(what) : TOLERANCE;
    assertArrayEquals(wanted, got, tolerance * largest(wanted), what);
  }

  private static double floatTolerance(String what) {
    boolean isCancelled = what.startsWith("ContinuousBernoulli") && what.contains("gradient");
    return isCancelled ? CANCELLED_TOLERANCE : FLOAT_TOLERANCE;
  }

  private static double largest(double... values) {
    return Arrays.stream(values).filter(Double::isFinite).map(Math::abs).reduce(1, Math::max);
  }

  /** The exception that the body has to throw. */
  static RuntimeException refusal(Supplier<Object> body) {
    Object result;
    try {
      result = body.get();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("Python refuses; got " + result);
  }

  static Tensor tensor(JsonNode node) {
    return Torch.tensor(doubles(node.get("values")))
        .to(DType.valueOf(node.get("dtype").asText()))
        .reshape(Golden.longs(node.get("shape")));
  }

  private static double[] doubles(JsonNode node) {
    var doubles = new double[node.size()];
    Arrays.setAll(doubles, i -> number(node.get(i)));
    return doubles;
  }

  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> node.asDouble();
    };
  }
}
