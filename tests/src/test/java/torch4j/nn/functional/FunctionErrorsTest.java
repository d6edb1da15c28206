package torch4j.nn.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.nn.CTCLoss;
import torch4j.nn.Conv2d;
import torch4j.nn.EmbeddingBag;
import torch4j.nn.FractionalMaxPool2d;
import torch4j.nn.Linear;
import torch4j.nn.MSELoss;
import torch4j.nn.Sequential;
import torch4j.nn.Upsample;

/** What functions and layers refuse: in the house form, without lines of C++. */
final class FunctionErrorsTest {
  private static final long ENORMOUS = 1L << 45;

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static String refusal(Executable body) {
    var error = assertThrows(IllegalArgumentException.class, body);
    assertFalse(error.getMessage().contains("\n"), error::getMessage);
    return error.getMessage();
  }

  private static Tensor longs(long... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  @Test
  void refusal_namesFunctionAndTensors_andKeepsTheBacktraceApart() {
    Tensor input = Torch.ones(2, 3);
    Tensor weight = Torch.ones(4, 5);
    assertEquals(
        "linear: got input [2, 3] float32, weight [4, 5] float32; mat1 and mat2 shapes cannot be"
            + " multiplied (2x3 and 5x4)",
        refusal(() -> F.linear(input, weight)));
    var error = assertThrows(IllegalArgumentException.class, () -> F.linear(input, weight, null));
    var cause = assertInstanceOf(TorchException.class, error.getCause());
    assertEquals("mat1 and mat2 shapes cannot be multiplied (2x3 and 5x4)", cause.getMessage());
    assertTrue(cause.detail().contains("Exception raised from"), cause::detail);
  }

  @Test
  void refusal_ofAnOverload_namesTheFunctionThatComputes() {
    assertEquals(
        "max_pool2d: got input [2, 3] float32; maxpool: expected 3D or 4D input, but got 2D tensor"
            .substring(0, 36),
        refusal(() -> F.maxPool2d(Torch.ones(2, 3), 2)).substring(0, 36));
    assertEquals(
        "softmax: got input [2, 3] float32; Dimension out of range (expected to be in range of"
            + " [-2, 1], but got 7)",
        refusal(() -> F.softmax(Torch.ones(2, 3), 7)));
    assertEquals(
        "nll_loss: got input [2, 3] float32, target [2] int64; Target 7 is out of bounds.",
        refusal(() -> F.nllLoss(Torch.ones(2, 3), longs(7, 7))));
    assertTrue(
        refusal(() -> F.gumbelSoftmax(Torch.ones(2).to(DType.int64), 1, true))
            .startsWith("gumbel_softmax: got logits [2] int64; "));
  }

  @Test
  void null_isNamed_andAClosedTensorToo() {
    Tensor input = Torch.ones(2, 3);
    assertEquals(
        "linear: input: got null, expected an object of Tensor",
        refusal(() -> F.linear(null, Torch.ones(4, 3), null)));
    assertEquals(
        "linear: weight: got null, expected an object of Tensor",
        refusal(() -> F.linear(input, null, null)));
    assertEquals(
        "mse_loss: reduction: got null, expected an object of Reduction",
        refusal(() -> F.mseLoss(input, input, null)));
    assertEquals(
        "cross_entropy: options: got null, expected an object of CrossEntropyOptions",
        refusal(() -> F.crossEntropy(input, longs(0, 1), null)));
    Tensor closed = Torch.ones(2, 3);
    closed.close();
    assertEquals(
        "relu: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        assertThrows(IllegalStateException.class, () -> F.relu(closed)).getMessage());
  }

  @Test
  void layer_saysWhatItSaidBefore() {
    assertTrue(
        refusal(() -> new MSELoss().call(Torch.ones(2, 3), Torch.ones(5)))
            .startsWith("MSELoss(): input: got [2, 3] float32 and [5] float32, expected "));
    var conv = new Conv2d(3, 8, 3, Conv2d.options().paddingMode(PaddingMode.CIRCULAR).padding(1));
    assertTrue(
        refusal(() -> conv.call(Torch.ones(1, 1, 8, 8)))
            .startsWith(conv + ": input: got [1, 1, 8, 8] float32, expected [N, 3, H, W] or"));
    assertEquals(
        "Linear: input: got null, expected a tensor", refusal(() -> new Linear(2, 2).call(null)));
    assertEquals(
        "MSELoss: second: got null, expected a tensor",
        refusal(() -> new MSELoss().call(Torch.ones(2), null)));
  }

  @Test
  void allocation_thatLibTorchRefuses_isATorchExceptionThatSaysHowMuch() {
    String rule = "memory: got a request for ";
    var layer = assertThrows(TorchException.class, () -> new Linear(1, ENORMOUS));
    assertTrue(layer.getMessage().startsWith(rule + 4 * ENORMOUS + " bytes"), layer::getMessage);
    assertFalse(layer.getMessage().contains("\n"), layer::getMessage);
    Tensor image = Torch.ones(1, 1, 1, 1);
    var function =
        assertThrows(TorchException.class, () -> F.upsampleNearest(image, Sizes.of(1, ENORMOUS)));
    assertTrue(function.getMessage().startsWith(rule), function::getMessage);
    var upsample = new Upsample(Upsample.options().size(1, ENORMOUS));
    var call = assertThrows(TorchException.class, () -> new Sequential(upsample).call(image));
    assertTrue(call.getMessage().contains(rule + 4 * ENORMOUS + " bytes"), call::getMessage);
    var overflow = assertThrows(TorchException.class, () -> new Linear(1L << 40, 1L << 40));
    assertTrue(overflow.getMessage().contains("[1099511627776, 1099511627776]"));
  }

  // ---- what LibTorch does not look at itself

  @Test
  void ctcLoss_ofTargetsThatAreNoClasses_isRefused() {
    Tensor logProbs = Torch.randn(5, 2, 3).logSoftmax(2);
    Tensor lengths = longs(5, 5);
    String rule = "targets: got [2, 2] int64 from 1 to 3, expected classes >= 0 and < 3";
    Tensor targets = longs(1, 2, 3, 1).view(2, 2);
    assertEquals(rule, refusal(() -> F.ctcLoss(logProbs, targets, lengths, longs(2, 2))));
    assertTrue(
        refusal(() -> new CTCLoss().call(logProbs, targets, new long[] {5, 5}, new long[] {2, 2}))
            .startsWith("CTCLoss(): targets: got [2, 2] int64 from 1 to 3"));
    assertEquals(
        "targets: got [3] int32 from -1 to 2, expected classes >= 0 and < 3",
        refusal(() -> F.ctcLoss(logProbs, longs(1, 2, -1).to(DType.int32), lengths, longs(2, 1))));
  }

  @Test
  void ctcLoss_ofPaddingBeyondTheLengths_isTheSame() {
    Tensor logProbs = Torch.randn(5, 2, 3).logSoftmax(2);
    Tensor lengths = longs(5, 5);
    Tensor plain = F.ctcLoss(logProbs, longs(1, 1, 2, 2).view(2, 2), lengths, longs(1, 2));
    Tensor padded = F.ctcLoss(logProbs, longs(1, -100, 2, 2).view(2, 2), lengths, longs(1, 2));
    Tensor row = F.ctcLoss(logProbs, longs(1, 2, 2), lengths, longs(1, 2));
    assertTrue(Torch.equal(plain, padded) && Torch.equal(plain, row));
  }

  @Test
  void embeddingBag_ofDecreasingOrTooLargeOffsets_isRefused() {
    Tensor indices = longs(0, 1, 2);
    Tensor table = Torch.ones(3, 2);
    String rule = ", expected non-decreasing offsets from 0 to 3";
    for (long[] offsets : new long[][] {{0, -1}, {0, 4}, {0, 2, 1}, {0, 1L << 40}}) {
      String message = refusal(() -> F.embeddingBag(indices, table, longs(offsets)));
      assertTrue(message.endsWith(rule), message);
      assertTrue(
          refusal(() -> new EmbeddingBag(3, 2).call(indices, longs(offsets))).contains(rule));
    }
    assertEquals(
        "offsets: got [0] int64; expected one for each bag, and the first to be 0",
        refusal(() -> F.embeddingBag(indices, table, longs())));
    assertEquals(3, F.embeddingBag(indices, table, longs(0, 2, 2)).size(0));
  }

  @Test
  void gridSample_ofNoNumbers_isRefusedInFloat64() {
    Tensor image = Torch.ones(1, 1, 3, 3).to(DType.float64);
    Tensor grid = Torch.full(new long[] {1, 1, 1, 2}, Double.NaN);
    assertEquals(
        "grid: got [1, 1, 1, 2] float64 with NaN or infinite elements, expected finite numbers",
        refusal(() -> F.gridSample(image, grid.to(DType.float64))));
    F.gridSample(image.to(DType.float32), grid.to(DType.float32));
  }

  @Test
  void fractionalMaxPool_ofSamplesBeyondTheRange_isRefused() {
    var options = FractionalMaxPool2d.options().outputSize(2);
    Tensor image = Torch.ones(1, 1, 6, 6);
    assertEquals(
        "randomSamples: got [1, 1, 2] float32 with elements out of range, expected numbers"
            + " >= 0 and < 1",
        refusal(
            () ->
                F.fractionalMaxPool2d(
                    image, Sizes.of(2), options.randomSamples(Torch.ones(1, 1, 2)))));
    assertEquals(
        "kernelSize: got -1, expected >= 0 and <= 2147483647",
        refusal(() -> F.fractionalMaxPool2d(image, Sizes.of(-1), Sizes.of(2))));
  }
}
