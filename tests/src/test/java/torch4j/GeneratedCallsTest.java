package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/**
 * Every generated method and function, called as in Python with arguments drawn from a seed: the
 * same results and refusals. Between the calls garbage is collected, and what was returned is read
 * afterwards. {@code -Dtorch4j.calls.seed=S} draws others, {@code -Dtorch4j.calls.draws=N} up to N
 * of them until Python accepts.
 */
final class GeneratedCallsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  // Results are kept until so many calls later.
  private static final int BETWEEN_COLLECTIONS = 400;

  @TempDir Path folder;

  private record Called(JsonNode expected, Object result, String name) {}

  @Test
  void everyOverload_doesWhatPythonDoes() throws IOException {
    assumeTrue(Programs.python().isPresent(), "TORCH4J_PYTHON is not set");
    Path overloads = Programs.root().resolve("tests/src/test/resources/generated/overloads.json");
    Path cases = folder.resolve("cases.json");
    Programs.python(
            Programs.python().orElseThrow(),
            Programs.root().resolve("tests/python/tensor_calls.py").toString(),
            overloads.toString(),
            cases.toString(),
            System.getProperty("torch4j.calls.seed", "1"),
            System.getProperty("torch4j.calls.draws", "25"))
        .requireSuccess();
    JsonNode entries = JSON.readTree(Files.readString(overloads));
    List<String> differences = new ArrayList<>();
    List<Called> waiting = new ArrayList<>();
    Set<Integer> accepted = new HashSet<>();
    int refused = 0;
    for (JsonNode drawn : JSON.readTree(Files.readString(cases))) {
      var call = new GeneratedCall(entries.get(drawn.get("overload").asInt()), drawn);
      try {
        Object result = call.run();
        if (drawn.has("error")) {
          differences.add(call + ": accepted; Python: " + drawn.get("error").asText());
        } else {
          waiting.add(new Called(drawn, result, call.toString()));
          accepted.add(drawn.get("overload").asInt());
        }
      } catch (TorchException e) {
        refused++;
        if (!drawn.has("error")) {
          differences.add(call + ": " + e);
        }
      }
      if (waiting.size() >= BETWEEN_COLLECTIONS) {
        compare(waiting, differences);
      }
    }
    compare(waiting, differences);
    assertEquals("", String.join("\n", differences));
    assertTrue(accepted.size() > 2_900, "overloads accepted: " + accepted.size());
    assertTrue(refused > 500, "calls refused: " + refused);
  }

  private static void compare(List<Called> waiting, List<String> differences) {
    System.gc();
    for (Called called : waiting) {
      String difference = GeneratedCall.difference(called.expected(), called.result());
      if (!difference.isEmpty()) {
        differences.add(called.name() + ": " + difference);
      }
    }
    waiting.clear();
  }
}
