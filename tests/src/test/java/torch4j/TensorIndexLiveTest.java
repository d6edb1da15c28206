package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Compares subscripts to Python's: about 1,150 written by hand, and random ones. Values, dtype,
 * shape, strides, view or copy, and errors. {@code -Dtorch4j.tensor.index="SEED COUNT"} selects
 * other random cases.
 */
final class TensorIndexLiveTest {
  @Test
  void subscripts_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/tensor_index.py").toString();
    String[] seedAndCount = System.getProperty("torch4j.tensor.index", "1 500").split(" ", 2);
    String lines =
        Programs.python(python.get(), script, seedAndCount[0], seedAndCount[1])
            .requireSuccess()
            .out();
    List<String> failures = new ArrayList<>();
    lines
        .lines()
        .forEach(
            line -> {
              try (var scope = Torch.scope()) {
                new TensorIndexCase(Golden.parse(line)).check();
              } catch (AssertionError | RuntimeException e) {
                failures.add(e + "\n" + line);
              }
            });
    assertEquals("", String.join("\n", failures));
  }
}
