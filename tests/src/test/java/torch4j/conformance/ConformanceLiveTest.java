package torch4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * The conformance cases against Python as it runs now: within the tolerance on the presets'
 * LibTorch, and bit for bit where both use the same one, Python's.
 */
final class ConformanceLiveTest {
  // Python adds up this loss's chunks in an autograd function of its own; ours are added by the
  // graph.
  private static final String ROUNDED_OTHERWISE = "LinearCrossEntropyOptions(";

  @TempDir static Path folder;
  private static String python;
  private static Path results;

  /** Compares all cases of a file, bit for bit, and prints those that differ. */
  static final class Bitwise {
    public static void main(String[] arguments) throws IOException {
      Torch.setNumThreads(Integer.parseInt(arguments[1]));
      differing(Path.of(arguments[0]), true).forEach(System.out::println);
    }
  }

  @BeforeAll
  static void runPython() throws IOException {
    var found = Programs.python();
    assumeTrue(found.isPresent(), "no reference Python: run tests/run");
    python = found.get();
    Path script = Programs.root().resolve("tests/python/conformance.py");
    String threads = String.valueOf(Torch.getNumThreads());
    results = folder.resolve("results.jsonl");
    var run = Programs.python(python, script.toString(), "--print", "--threads", threads);
    Files.writeString(results, run.requireSuccess().out());
  }

  @Test
  void cases_onThePresetsLibTorch_areWithinTheTolerance() throws IOException {
    assertEquals(List.of(), differing(results, false));
  }

  @Test
  void cases_onPythonsLibTorch_areTheSameBitForBit() {
    var run =
        Programs.java(
                List.of("-Dtorch4j.libtorch=" + Programs.libTorch(python)),
                Bitwise.class,
                results.toString(),
                String.valueOf(Torch.getNumThreads()))
            .requireSuccess();
    assertEquals("", run.out());
  }

  private static List<String> differing(Path results, boolean bitwise) throws IOException {
    var close = new Conformance(new Comparison(false));
    var same = new Conformance(new Comparison(true));
    List<String> differing = new ArrayList<>();
    for (String line : Files.readAllLines(results)) {
      JsonNode expected = Golden.parse(line);
      String text = expected.get("case").asText();
      try {
        (bitwise && !text.contains(ROUNDED_OTHERWISE) ? same : close).requireSame(text, expected);
      } catch (AssertionError | RuntimeException e) {
        differing.add(text + ": " + e);
      }
    }
    return differing;
  }
}
