package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Orders of samplers, splits and loaders, the draws of workers, and the generators afterwards,
 * compared to Python's. {@code -Dtorch4j.data.seeds=N} runs more seeds.
 */
final class DataLoadingLiveTest {
  private static final int FEWEST = 1000;

  @Test
  void orders_equalPythons() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/data_loading.py").toString();
    String seeds = System.getProperty("torch4j.data.seeds", "10");
    List<String> lines =
        Programs.python(python.get(), script, seeds).requireSuccess().out().lines().toList();
    assertTrue(lines.size() > FEWEST, () -> lines.size() + " cases");
    List<String> failures = new ArrayList<>();
    for (String line : lines) {
      try (var scope = Torch.scope()) {
        new DataLoadingCase(Golden.parse(line)).check();
      } catch (AssertionError | RuntimeException e) {
        failures.add(e + "\n" + line);
      }
    }
    assertEquals("", String.join("\n", failures));
  }
}
