package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.Torch;
import torch4j.TorchException;

/** The property that switches libtorch4j's kernels off. */
final class KernelsTest {
  private static final List<String> KNOWN = List.of("bmm", "max-pool2d", "heap");

  @ParameterizedTest
  @ValueSource(strings = {"all", "", "  all "})
  void leftOut_byDefault_isNone(String value) {
    assertEquals(Set.of(), Kernels.leftOut(value, KNOWN));
  }

  @Test
  void leftOut_ofAten_isEachOfOurs() {
    assertEquals(Set.copyOf(KNOWN), Kernels.leftOut("aten", KNOWN));
  }

  @Test
  void leftOut_namesWithAMinusSign() {
    assertEquals(Set.of("bmm", "heap"), Kernels.leftOut("-bmm, -heap", KNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmm", "-linear", "none", "-bmm,", "-bmm,all", "-", "ALL"})
  void leftOut_ofAnUnknownName_listsTheKnownOnes(String value) {
    var refused = assertThrows(TorchException.class, () -> Kernels.leftOut(value, KNOWN));
    assertEquals(
        "torch4j.kernels: got \""
            + value
            + "\", expected all, aten, or names to leave out, of -bmm,-max-pool2d,-heap",
        refused.getMessage());
  }

  @Test
  void describe_namesTheActiveKernels() {
    assertTrue(Torch.describe().contains("kernels: " + String.join(", ", Kernels.install())));
  }
}
