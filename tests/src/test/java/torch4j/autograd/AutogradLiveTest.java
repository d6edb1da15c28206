package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.TorchException;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** Gradients, hooks, custom functions, checkpoints and errors' wording, compared to Python's. */
final class AutogradLiveTest {
  @Test
  void cases_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/autograd_cases.py").toString();
    String lines = Programs.python(python.get(), script).requireSuccess().out();
    Map<String, Supplier<List<Tensor>>> cases = new AutogradCases().all();
    Set<String> missing = new HashSet<>(cases.keySet());
    List<String> failures = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      JsonNode node = Golden.parse(line);
      String name = node.get("name").asText();
      missing.remove(name);
      try {
        check(node, cases.get(name));
      } catch (AssertionError | RuntimeException e) {
        failures.add(name + ": " + e);
      }
    }
    assertEquals("", String.join("\n", failures));
    assertEquals(Set.of(), missing);
  }

  private static void check(JsonNode expected, Supplier<List<Tensor>> body) {
    if (expected.has("error")) {
      assertEquals(rounded(expected.get("error").asText()), rounded(message(body)));
      return;
    }
    List<Tensor> got = body.get();
    JsonNode values = expected.get("values");
    assertEquals(values.size(), got.size());
    for (int i = 0; i < got.size(); i++) {
      double[] numbers = got.get(i).detach().reshape(-1).to(DType.float64).toDoubleArray();
      // Not exact: of sin and exp another LibTorch may have another last bit.
      assertArrayEquals(Golden.doubles(values.get(i)), numbers, 1e-12);
    }
  }

  // Of finite differences another LibTorch may have other last digits.
  private static String rounded(String message) {
    return message.replaceAll("(\\d\\.\\d{4})\\d+", "$1");
  }

  // An operator's refusal is explained by its name and its arguments first.
  private static String message(Supplier<List<Tensor>> body) {
    try {
      List<Tensor> result = body.get();
      return "no exception, but " + result;
    } catch (TorchException | GradcheckException | IllegalArgumentException e) {
      return e.getMessage().replaceFirst("^\\w+: got \\[[^;]*; ", "");
    }
  }
}
