package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer and function computes what it computes in Python, by the golden files: the same state
 * dict bit by bit from the same seed, the same repr, outputs, gradients and buffers, in training
 * and in evaluation; and what Python refuses, Java refuses.
 */
final class ConformanceTest {
  private static final Conformance CONFORMANCE = new Conformance(new Comparison(false));

  static Stream<Named<String>> cases() {
    return Cases.all().stream().map(text -> Named.of(text, text));
  }

  // oneDNN computes these in bfloat16 where the processor has AVX-512, as that of the golden files
  // had; elsewhere LibTorch computes them otherwise, or not at all, and so does Python.
  private static final Pattern NEEDS_AVX512 =
      Pattern.compile("@bfloat16 (models\\..*|nn\\.LSTM\\(.*)");

  @ParameterizedTest
  @MethodSource("cases")
  void layer_isPythons(String text) {
    assumeTrue(
        torch.get_cpu_capability().getString().equals("AVX512")
            || !NEEDS_AVX512.matcher(text).matches(),
        "ConformanceLiveTest compares it with Python on this processor");
    CONFORMANCE.requireSame(text, Golden.BY_CASE.get(text));
  }

  @Test
  void goldenFiles_haveTheCasesAndNoOthers() {
    assertEquals(
        Cases.all().stream().sorted().toList(),
        Golden.BY_CASE.keySet().stream().sorted().toList(),
        "run tests/python/conformance.py");
  }

  @Test
  void cases_areManyAndOnceEach() {
    List<String> all = Cases.all();
    assertEquals(all.size(), all.stream().distinct().count());
    assertTrue(all.size() >= 400, "cases: " + all.size());
  }

  /** What Python computed, by case. */
  private static final class Golden {
    static final Map<String, JsonNode> BY_CASE = new HashMap<>();

    static {
      for (String topic : Cases.topics()) {
        List<String> lines = new ArrayList<>(Cases.lines("golden/conformance/" + topic + ".jsonl"));
        for (String line : lines.subList(1, lines.size())) {
          JsonNode node = torch4j.testing.Golden.parse(line);
          BY_CASE.put(node.get("case").asText(), node);
        }
      }
    }
  }
}
