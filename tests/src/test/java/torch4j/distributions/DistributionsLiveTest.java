package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;

/**
 * Compares all distributions, their divergences and transforms to Python's, with drawn parameters:
 * samples of one seed, gradients, probabilities, moments, texts, and what is refused. {@code
 * -Dtorch4j.distributions.seed=2} draws others.
 */
final class DistributionsLiveTest {
  @TempDir static Path folder;
  private static Path answers;
  private static String reference;
  private static String libTorch;

  @BeforeAll
  static void askPython() throws IOException {
    Optional<String> python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/distributions.py").toString();
    String seed = System.getProperty("torch4j.distributions.seed", "1");
    String lines = Programs.python(python.get(), script, seed).requireSuccess().out();
    answers = Files.writeString(folder.resolve("answers"), lines);
    reference = python.get();
    libTorch = Programs.libTorch(python.get()).toString();
  }

  @Test
  void distributions_haveAllNamesOfPython() {
    String code = "import torch.distributions as d; print(*d.__all__)";
    String names = Programs.python(reference, "-c", code).requireSuccess().out().strip();
    // Functions are methods; identity_transform is a ComposeTransform of nothing.
    Set<String> missing =
        Arrays.stream(names.split(" ", -1))
            .filter(name -> Character.isUpperCase(name.charAt(0)) && !exists(name))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing);
  }

  private static boolean exists(String name) {
    try {
      Class.forName("torch4j.distributions." + name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void distributions_equalPython() throws IOException {
    assumeTrue(!isIntel(), "Python's LibTorch draws from MKL on Intel's processors");
    List<String> failures = DistributionsParity.failures(answers, new Compared());
    assertEquals("", String.join("\n\n", failures));
  }

  private static boolean isIntel() throws IOException {
    return Files.readString(Path.of("/proc/cpuinfo")).contains("GenuineIntel");
  }

  @Test
  void distributions_withPythonsLibTorch_haveItsBits() {
    Programs.java(
            List.of("-Dtorch4j.libtorch=" + libTorch),
            DistributionsParity.class,
            answers.toString())
        .requireSuccess();
  }
}
