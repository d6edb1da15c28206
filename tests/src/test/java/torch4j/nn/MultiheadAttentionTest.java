package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

/** The conformance cases have attention with three inputs; this is what is special with one. */
final class MultiheadAttentionTest {
  private static final double TOLERANCE = 1e-5;

  private static Tensor causal() {
    Torch.init();
    return Torch.ones(3, 3).triu(1).gt(0);
  }

  private static Tensor lastIsPadding() {
    Torch.init();
    return Torch.arange(3).eq(2).expand(2, 3);
  }

  static Stream<MultiheadAttention.CallOptions> calls() {
    var none = MultiheadAttention.callOptions();
    return Stream.of(
        none,
        none.averageAttnWeights(false),
        none.needWeights(false),
        none.attnMask(causal()),
        none.attnMask(causal()).needWeights(false),
        none.keyPaddingMask(lastIsPadding()),
        none.keyPaddingMask(lastIsPadding()).attnMask(causal()));
  }

  // With gradients the fast path is not taken.
  @ParameterizedTest
  @MethodSource("calls")
  void fastPath_equalsSlowPath(MultiheadAttention.CallOptions call) {
    try (var scope = Torch.scope()) {
      var attention = new MultiheadAttention(4, 2, MultiheadAttention.options().batchFirst(true));
      attention.eval();
      Tensor x = Tensors.sine(0.7, 2, 3, 4);
      MultiheadAttention.Output slow = attention.callWithWeights(x, x, x, call);
      try (var noGrad = Torch.noGrad()) {
        MultiheadAttention.Output fast = attention.callWithWeights(x, x, x, call);
        Tensors.assertClose(slow.output(), fast.output(), TOLERANCE, "output");
        assertEquals(call.needWeights(), fast.weights() != null);
        if (call.needWeights()) {
          Tensors.assertClose(slow.weights(), fast.weights(), TOLERANCE, "weights");
        }
      }
    }
  }

  @Test
  void call_returnsTheOutputAlone() {
    try (var scope = Torch.scope()) {
      var attention = new MultiheadAttention(4, 2);
      Tensor x = Tensors.sine(0.7, 3, 2, 4);
      MultiheadAttention.Output whole = attention.callWithWeights(x, x, x);
      assertNotNull(whole.weights());
      Tensors.assertClose(whole.output(), attention.call(x, x, x), TOLERANCE, "output");
      var without =
          attention.callWithWeights(x, x, x, MultiheadAttention.callOptions().needWeights(false));
      assertNull(without.weights());
    }
  }

  @Test
  void hooks_keepTheEncoderLayerFromItsFastPath() {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      var layer =
          new TransformerEncoderLayer(
              4, 2, TransformerEncoderLayer.options().dimFeedforward(6).batchFirst(true));
      layer.eval();
      Tensor x = Tensors.sine(0.7, 2, 3, 4);
      Tensor fast = layer.call(x);
      int[] calls = {0};
      layer
          .getSubmodule("linear1")
          .registerForwardHook(
              (module, inputs, output) -> {
                calls[0]++;
                return null;
              });
      Tensors.assertClose(fast, layer.call(x), TOLERANCE, "output");
      assertEquals(1, calls[0]);
    }
  }

  @Test
  void squareSubsequentMask_isMinusInfinityAboveTheDiagonal() {
    double inf = Double.NEGATIVE_INFINITY;
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        new double[] {0, inf, 0, 0}, Tensors.values(Transformer.generateSquareSubsequentMask(2)));
  }

  @Test
  void layersOfAnEncoder_areCopies() {
    var layer =
        new TransformerEncoderLayer(
            4, 2, TransformerEncoderLayer.options().dimFeedforward(6).activation(new ReLU()));
    var encoder = new TransformerEncoder(layer, 2);
    assertEquals(2 * layer.parameters().size(), encoder.parameters().size());
    assertEquals(encoder.modules().size(), encoder.deepCopy().modules().size());
  }
}
