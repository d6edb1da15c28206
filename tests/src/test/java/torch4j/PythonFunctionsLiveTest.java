package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** Compares random calls of norm, cdist and uniqueConsecutive to Python's, errors too. */
final class PythonFunctionsLiveTest {
  private static final int PER_COLLECTION = 200;

  @Test
  void calls_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/python_functions.py").toString();
    String lines = Programs.python(python.get(), script, "1", "1200").requireSuccess().out();
    List<String> failures = new ArrayList<>();
    int number = 0;
    for (String line : lines.lines().toList()) {
      try (var scope = Torch.scope()) {
        check(Golden.parse(line), number++ % PER_COLLECTION == 0);
      } catch (AssertionError | RuntimeException e) {
        failures.add(e + "\n" + line);
      }
    }
    assertEquals("", String.join("\n", failures));
  }

  private static void check(JsonNode golden, boolean collect) {
    if (golden.has("error")) {
      var refusal = assertThrows(RuntimeException.class, () -> call(golden));
      Class<?> expected =
          golden.get("error").asText().startsWith("ValueError")
              ? IllegalArgumentException.class
              : refusal instanceof IllegalArgumentException
                  ? IllegalArgumentException.class
                  : TorchException.class;
      assertEquals(expected, refusal.getClass(), refusal::toString);
      return;
    }
    List<Tensor> results = call(golden);
    if (collect) {
      System.gc();
    }
    JsonNode expected = golden.get("results");
    assertEquals(expected.size(), results.size());
    for (int i = 0; i < results.size(); i++) {
      Tensor result = results.get(i).toDense();
      assertArrayEquals(Golden.longs(expected.get(i).get("shape")), result.shape(), "shape");
      assertEquals(expected.get(i).get("dtype").asText(), result.dtype().name());
      double tolerance = result.dtype() == DType.float32 ? 1e-5 : 1e-10;
      double[] numbers = result.toDoubleArray();
      for (int k = 0; k < numbers.length; k++) {
        double number = number(expected.get(i).get("values").get(k));
        assertEquals(number, numbers[k], tolerance * Math.max(1, Math.abs(number)));
      }
    }
  }

  private static List<Tensor> call(JsonNode golden) {
    Tensor x = tensor(golden.get("x"));
    JsonNode dim = golden.get("dim");
    return switch (golden.get("call").asText()) {
      case "norm" -> List.of(norm(golden.get("sparse").asBoolean() ? x.toSparse() : x, golden));
      case "cdist" -> {
        double p = number(golden.get("p"));
        yield List.of(Torch.cdist(x, tensor(golden.get("y")), p, golden.get("mode").asText()));
      }
      default -> {
        boolean inverse = golden.get("inverse").asBoolean();
        boolean counts = golden.get("counts").asBoolean();
        UniqueCounts unique =
            dim.isNull()
                ? x.uniqueConsecutive(inverse, counts)
                : x.uniqueConsecutive(inverse, counts, dim.asLong());
        List<Tensor> results = new ArrayList<>(List.of(unique.output()));
        if (inverse) {
          results.add(unique.inverseIndices());
        }
        if (counts) {
          results.add(unique.counts());
        }
        yield results;
      }
    };
  }

  private static Tensor norm(Tensor x, JsonNode golden) {
    JsonNode dim = golden.get("dim");
    long[] dims = dim.isNull() ? null : Golden.longs(dim);
    JsonNode name = golden.get("dtype");
    DType dtype = name.isNull() ? null : DType.valueOf(name.asText());
    boolean keepdim = golden.get("keepdim").asBoolean();
    JsonNode p = golden.get("p");
    return p.isNumber() || p.asText().endsWith("inf")
        ? x.norm(number(p), dims, keepdim, dtype)
        : x.norm(p.asText(), dims, keepdim, dtype);
  }

  private static Tensor tensor(JsonNode node) {
    double[] values = Golden.doubles(node.get("values"));
    return Torch.tensor(values)
        .to(DType.valueOf(node.get("dtype").asText()))
        .reshape(Golden.longs(node.get("shape")));
  }

  private static double number(JsonNode node) {
    return node.isNumber()
        ? node.asDouble()
        : Double.parseDouble(node.asText().replace("inf", "Infinity").replace("nan", "NaN"));
  }
}
