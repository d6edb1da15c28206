package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.testing.Golden;

/** Compares tensors with their summaries from Python. */
record Comparison(boolean bitwise, double tolerance) {
  private static final double SINGLE = 1e-5;
  // Some units in the last place of bfloat16, which has 8 bits.
  private static final double HALF = 2e-2;

  /** A comparison of what was computed in float32. */
  Comparison(boolean bitwise) {
    this(bitwise, SINGLE);
  }

  /** A comparison of what was computed under autocast. */
  Comparison ofHalfPrecision() {
    return new Comparison(bitwise, HALF);
  }

  /** Requires the tensor that the summary is of: dtype, shape, and the bits or the numbers. */
  void requireSame(JsonNode expected, Tensor actual, String what) {
    boolean none = actual == null || !actual.unwrap().defined();
    assertEquals(expected.isNull(), none, what + ": none");
    if (none) {
      return;
    }
    assertEquals(expected.get("dtype").asText(), TensorDescription.dtype(actual), what + ": dtype");
    assertArrayEquals(Golden.longs(expected.get("shape")), actual.shape(), what + ": shape");
    if (bitwise) {
      assertEquals(expected.get("crc").asLong(), checksum(actual), what + ": checksum");
    } else {
      requireClose(expected, actual, what);
    }
  }

  /** Requires the very bits, on any LibTorch: for what is drawn, not computed. */
  static void requireBits(long crc, Tensor actual, String what) {
    assertEquals(crc, checksum(actual), what + ": checksum");
  }

  private void requireClose(JsonNode expected, Tensor actual, String what) {
    double[] values = values(actual);
    double largest = number(expected.get("largest"));
    double allowed = tolerance * (Double.isFinite(largest) ? Math.max(largest, 1e-3) : 1);
    JsonNode samples = expected.get("samples");
    int step = Math.max(1, (values.length + 23) / 24);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i % step == 0) {
        requireClose(number(samples.get(i / step)), values[i], allowed, what + "[" + i + "]");
      }
    }
    requireClose(
        number(expected.get("sum")),
        sum,
        allowed * Math.sqrt(Math.max(1, values.length)),
        what + ": sum");
  }

  // JSON knows no infinities: conformance.py writes them as text.
  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> node.asDouble();
    };
  }

  private static void requireClose(double expected, double actual, double allowed, String what) {
    if (!(Math.abs(expected - actual) <= allowed) && Double.compare(expected, actual) != 0) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  private static double[] values(Tensor tensor) {
    try (var scope = Torch.scope()) {
      Tensor real = tensor.isComplex() ? Torch.viewAsReal(tensor.detach()) : tensor.detach();
      Tensor flat = real.to(DType.float64).contiguous();
      var values = new double[Math.toIntExact(flat.numel())];
      if (values.length > 0) {
        flat.unwrap().data_ptr_double().get(values);
      }
      return values;
    }
  }

  static long checksum(Tensor tensor) {
    try (var scope = Torch.scope()) {
      Tensor flat = tensor.detach().contiguous();
      var bytes = new byte[Math.toIntExact(flat.nbytes())];
      if (bytes.length > 0) {
        new BytePointer(flat.unwrap().data_ptr()).get(bytes);
      }
      var crc = new CRC32();
      crc.update(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
      return crc.getValue();
    }
  }
}
