package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** Random calls that a program of tests/python draws and runs, compared with Java's. */
final class LiveCalls {
  private static final int PER_COLLECTION = 200;

  private LiveCalls() {}

  /** Runs the calls; a call that Python refuses has to fail here too. */
  static void compare(String program, int count, Function<JsonNode, List<Tensor>> call) {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/" + program).toString();
    String seed = System.getProperty("torch4j.calls.seed", "1");
    String out = Programs.python(python.get(), script, seed, "" + count).requireSuccess().out();
    List<String> failures = new ArrayList<>();
    int number = 0;
    for (String line : out.lines().toList()) {
      try (var scope = Torch.scope()) {
        check(Golden.parse(line), call, number++ % PER_COLLECTION == 0);
      } catch (AssertionError | RuntimeException e) {
        failures.add(e + "\n" + line);
      }
    }
    assertEquals(count, number);
    assertEquals("", String.join("\n", failures));
  }

  private static void check(
      JsonNode golden, Function<JsonNode, List<Tensor>> call, boolean collect) {
    if (golden.has("error")) {
      var refusal = assertThrows(RuntimeException.class, () -> call.apply(golden));
      boolean isValueError = golden.get("error").asText().startsWith("ValueError");
      assertTrue(
          refusal instanceof IllegalArgumentException
              || (refusal instanceof TorchException && !isValueError),
          refusal::toString);
      return;
    }
    List<Tensor> results = call.apply(golden);
    if (collect) {
      System.gc();
    }
    JsonNode expected = golden.get("results");
    assertEquals(expected.size(), results.size());
    for (int i = 0; i < results.size(); i++) {
      check(expected.get(i), results.get(i));
    }
  }

  private static void check(JsonNode expected, Tensor result) {
    String layout = result.layout().name().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    assertEquals(expected.get("layout").asText(), layout);
    Tensor dense = result.toDense();
    assertArrayEquals(Golden.longs(expected.get("shape")), dense.shape(), "shape");
    assertEquals(expected.get("dtype").asText(), dense.dtype().name());
    boolean isSingle = dense.dtype() == DType.float32 || dense.dtype() == DType.complex64;
    double tolerance = isSingle ? 1e-5 : 1e-10;
    Tensor real = dense.isComplex() ? Torch.viewAsReal(dense.resolveConj()) : dense;
    double[] numbers = real.toDouble().toDoubleArray();
    assertEquals(expected.get("values").size(), numbers.length);
    for (int k = 0; k < numbers.length; k++) {
      double number = number(expected.get("values").get(k));
      double size = Double.isFinite(number) ? Math.max(1, Math.abs(number)) : 1;
      assertEquals(number, numbers[k], tolerance * size);
    }
  }

  /** The tensor that {@code made} of python_functions.py makes; null for null. */
  static Tensor tensor(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    DType dtype = DType.valueOf(node.get("dtype").asText());
    Tensor x =
        Torch.tensor(Golden.doubles(node.get("values"))).reshape(Golden.longs(node.get("shape")));
    return dtype.isComplex() ? Torch.complex(x, x.mul(0.5)).to(dtype) : x.to(dtype);
  }

  static List<Tensor> tensors(JsonNode nodes) {
    List<Tensor> tensors = new ArrayList<>();
    nodes.forEach(node -> tensors.add(tensor(node)));
    return tensors;
  }

  /** A number, or the text that Python's JSON has for one that is infinite or not a number. */
  static double number(JsonNode node) {
    return node.isNumber()
        ? node.asDouble()
        : Double.parseDouble(node.asText().replace("inf", "Infinity").replace("nan", "NaN"));
  }

  static Long longOrNull(JsonNode node) {
    return node.isNull() ? null : node.asLong();
  }

  static Boolean booleanOrNull(JsonNode node) {
    return node.isNull() ? null : node.asBoolean();
  }

  static DType dtype(JsonNode node) {
    return node.isNull() ? null : DType.valueOf(node.asText());
  }
}
