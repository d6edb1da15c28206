package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torch4j.Torch;
import torch4j.testing.Programs;

/**
 * libtorch4j's kernels against those of ATen that they replace, on the very libraries that this JVM
 * has loaded: PyTorch's operator database, and a seeded fuzz. See tests/python/kernels/prove.py.
 *
 * <p>{@code -Dtorch4j.fuzz.cases=N} and {@code -Dtorch4j.fuzz.seed=S} make the fuzz longer, or
 * another one; {@code -Dtorch4j.opinfo.samples=N} takes more samples of each operator and dtype.
 */
final class KernelProofTest {
  private static final String SCRIPT = "tests/python/kernels/prove.py";

  @BeforeEach
  void needsPython() {
    assumeTrue(Programs.python().isPresent(), "TORCH4J_PYTHON is not set");
  }

  @Test
  void operatorDatabase_hasTheSameResultsAndErrors() {
    String samples = System.getProperty("torch4j.opinfo.samples", "4");
    String out = prove("--only", "opinfo", "--samples", samples);
    assertTrue(out.contains("kernels: bmm, mm, max-pool2d, bernoulli"), out);
    assertTrue(out.contains(", 0 different"), out);
  }

  @Test
  void fuzz_hasTheSameResultsAndErrors() {
    String cases = System.getProperty("torch4j.fuzz.cases", "3000");
    String seed = System.getProperty("torch4j.fuzz.seed", "1");
    String out = prove("--only", "fuzz", "--cases", cases, "--seed", seed);
    assertTrue(out.contains("kernels: bmm, mm, max-pool2d, bernoulli"), out);
    assertTrue(out.contains(", 0 different"), out);
  }

  private static String prove(String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Programs.root().resolve(SCRIPT).toString());
    arguments.add(loaded("libtorch4j.so").get(0));
    for (String name : List.of("libtorch_cpu.so", "libc10.so", "libmkl_rt.so.2")) {
      arguments.addAll(loaded(name));
    }
    arguments.addAll(List.of(options));
    return Programs.python(Programs.python().orElseThrow(), arguments.toArray(String[]::new))
        .requireSuccess()
        .out();
  }

  private static List<String> loaded(String library) {
    String prefix = "library: ";
    return Torch.describe()
        .lines()
        .filter(line -> line.startsWith(prefix) && line.endsWith("/" + library))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
