package torch4j;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;

/** The operators of libtorch4j in the reference Python: tests/python/operators.py compares them. */
final class OperatorsFromPythonTest {
  @Test
  void loadedIntoPython_theyAreEqualToPyTorchsOwnFunctions() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "TORCH4J_PYTHON is not set");
    String script = Programs.root().resolve("tests/python/operators.py").toString();
    String out = Programs.python(python.get(), script, library()).requireSuccess().out();
    assertTrue(out.contains("adam_step_ torch.float32 equal"), out);
    assertTrue(out.contains("clip_grad_norm_ torch.bfloat16 equal"), out);
  }

  private static String library() {
    String prefix = "library: ";
    return Torch.describe()
        .lines()
        .filter(line -> line.startsWith(prefix) && line.endsWith("libtorch4j.so"))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElseThrow();
  }
}
