package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.F;

/**
 * Layers that work over their input return that very object: the presets' static functions return
 * another one, which owns nothing and dangled once the first was collected.
 */
final class InPlaceTest {
  static Stream<Module> layers() {
    return Stream.of(
        new ReLU(true),
        new ReLU6(true),
        new ELU(1, true),
        new CELU(1, true),
        new SELU(true),
        new SiLU(true),
        new Mish(true),
        new LeakyReLU(0.01, true),
        new RReLU(0.1, 0.3, true),
        new Threshold(0, 0, true),
        new Hardtanh(-1, 1, true),
        new Hardswish(true),
        new Hardsigmoid(true),
        new Dropout(0.5, true));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void call_returnsItsInput(Module layer) {
    Tensor x = Torch.ones(2, 3, 4, 4);
    assertSame(x, layer.call(x));
  }

  @Test
  void functions_returnTheirInput() {
    Tensor x = Torch.ones(2, 3);
    for (Tensor result : List.of(F.relu_(x), F.selu_(x), F.rrelu_(x, 0.1, 0.3, true))) {
      assertSame(x, result);
    }
  }

  @Test
  void call_onATemporary_survivesCollection() {
    Torch.init();
    Tensor y = new ReLU(true).call(Torch.ones(1000).neg());
    for (int i = 0; i < 5; i++) {
      System.gc();
      Torch.randn(1000);
    }
    assertEquals(0, y.sum().itemFloat());
  }
}
