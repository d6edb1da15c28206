package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import torch4j.testing.Programs;

/** The sources that java/generator writes are those of the reference torch. */
final class GeneratedSourcesTest {
  @Test
  void generator_writesWhatIsCheckedIn() {
    assumeTrue(Programs.python().isPresent(), "TORCH4J_PYTHON is not set");
    String out =
        Programs.python(
                Programs.python().orElseThrow(),
                Programs.root().resolve("java/generator/generate.py").toString(),
                "--check")
            .requireSuccess()
            .out();
    assertEquals("0 files differ: ", out.strip() + " ");
  }
}
