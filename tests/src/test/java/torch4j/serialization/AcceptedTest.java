package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.testing.Programs;

/** Java loads what Python's default torch.load accepts, of every pickle protocol, and no more. */
final class AcceptedTest {
  private static final int LEAST = 250;

  @TempDir private Path folder;

  @Test
  void load_acceptsWhatPythonAccepts() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    Path script = Programs.root().resolve("tests/python/accepted.py");
    List<String> lines =
        Programs.python(python.get(), script.toString(), folder.toString())
            .requireSuccess()
            .out()
            .lines()
            .toList();
    List<String> java = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      java.add(outcome(folder.resolve(parts[1])) + "\t" + parts[1] + "\t" + parts[2]);
    }
    assertEquals(String.join("\n", lines), String.join("\n", java));
    assertTrue(lines.size() >= LEAST, lines.size() + " cases");
  }

  private static String outcome(Path file) {
    try (var scope = Torch.scope()) {
      Serialization.load(file);
      return "accepted";
    } catch (InvalidFileException e) {
      return "refused";
    }
  }
}
