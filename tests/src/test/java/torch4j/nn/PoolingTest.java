package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/** What the conformance cases cannot say of poolings and lazy convolutions. */
final class PoolingTest {
  @BeforeAll
  static void start() {
    Torch.manualSeed(0);
  }

  // The indices lead to the very elements of the output, which is that of call.
  private static void requireIndices(IndexedPoolLayer layer, Tensor input, int dimensions) {
    Torch.manualSeed(1);
    Tensor output = layer.call(input);
    Torch.manualSeed(1);
    Pooled pooled = layer.callWithIndices(input);
    assertTrue(Torch.equal(output, pooled.output()));
    long start = input.dim() - dimensions;
    Tensor found = input.flatten(start, -1).gather(-1, pooled.indices().flatten(start, -1));
    assertTrue(Torch.equal(output.flatten(start, -1), found), layer.toString());
  }

  @Test
  void callWithIndices_leadsToTheElements() {
    try (var scope = Torch.scope()) {
      var options = MaxPool2d.options().stride(2).padding(1).ceilMode(true);
      requireIndices(new MaxPool1d(3, options.dilation(2)), Torch.randn(2, 3, 9), 1);
      requireIndices(new MaxPool2d(3, options.dilation(1, 2)), Torch.randn(2, 3, 9, 8), 2);
      var overlapping = MaxPool2d.options().stride(2).padding(1);
      requireIndices(new MaxPool2d(3, overlapping), Torch.randn(2, 3, 9, 41), 2);
      requireIndices(new MaxPool2d(3, overlapping), Torch.randn(2, 3, 9, 41).to(DType.bfloat16), 2);
      requireIndices(new MaxPool3d(3, options), Torch.randn(3, 5, 4, 6), 3);
      requireIndices(new AdaptiveMaxPool1d(3), Torch.randn(2, 3, 9), 1);
      requireIndices(new AdaptiveMaxPool2d(Sizes.of(Sizes.INPUT, 3)), Torch.randn(2, 3, 4, 8), 2);
      requireIndices(new AdaptiveMaxPool3d(2), Torch.randn(3, 5, 4, 6), 3);
      var ratio = FractionalMaxPool2d.options().outputRatio(0.5);
      requireIndices(new FractionalMaxPool2d(2, ratio), Torch.randn(2, 3, 6, 6), 2);
      requireIndices(new FractionalMaxPool3d(2, ratio), Torch.randn(1, 2, 6, 6, 6), 3);
    }
  }

  // LibTorch computes minus infinity for a window without an element of the input, and its backward
  // pass then writes anywhere.
  @Test
  void maxPool_whereAWindowMissesTheInput_isRefused() {
    int refused = 0;
    for (long size = 1; size <= 4; size++) {
      for (long kernel = 2; kernel <= 4; kernel++) {
        for (long dilation = 1; dilation <= 5; dilation++) {
          for (long padding = 0; padding <= ((kernel - 1) * dilation + 1) / 2; padding++) {
            for (long stride = 1; stride <= 3; stride++) {
              refused += requireRefusalOfMissedWindows(size, kernel, stride, padding, dilation);
            }
          }
        }
      }
    }
    assertEquals(21, refused);
  }

  private static int requireRefusalOfMissedWindows(
      long size, long kernel, long stride, long padding, long dilation) {
    try (var scope = Torch.scope()) {
      var options =
          MaxPool1d.options().stride(stride).padding(padding).dilation(dilation).ceilMode(true);
      Tensor input = Torch.ones(1, 1, size);
      boolean isMissed;
      try {
        Tensor output =
            Tensor.wrap(
                torch.max_pool1d(
                    input.unwrap(),
                    new long[] {kernel},
                    new long[] {stride},
                    new long[] {padding},
                    new long[] {dilation},
                    true));
        isMissed = output.min().itemFloat() < 1;
      } catch (RuntimeException e) {
        return 0; // an output of no size
      }
      var layer = new MaxPool1d(kernel, options);
      if (!isMissed) {
        layer.call(input);
        return 0;
      }
      String message =
          "dilation: got "
              + dilation
              + " with padding "
              + padding
              + " for an input of size "
              + size
              + ", expected windows that all have an element of the input";
      var e = assertThrows(IllegalArgumentException.class, () -> layer.call(input));
      assertTrue(e.getMessage().contains(message), e::getMessage);
      e =
          assertThrows(
              IllegalArgumentException.class,
              () -> F.maxPool1dWithIndices(input, Sizes.of(kernel), options));
      assertEquals(message, e.getMessage());
      return 1;
    }
  }

  @Test
  void maxUnpool_undoesMaxPool() {
    try (var scope = Torch.scope()) {
      Tensor input = Torch.randn(1, 2, 5, 7);
      Pooled pooled = new MaxPool2d(2).callWithIndices(input);
      Tensor unpooled =
          new MaxUnpool2d(2).call(pooled.output(), pooled.indices(), Sizes.of(input.shape()));
      assertArrayEquals(input.shape(), unpooled.shape());
      assertTrue(Torch.equal(F.maxPool2d(unpooled.relu(), 2), pooled.output().relu()));
    }
  }

  @Test
  void options_thatDoNotFit_areRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FractionalMaxPool2d(2, FractionalMaxPool2d.options()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AvgPool1d(2, AvgPool1d.options().divisorOverride(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MaxUnpool1d(2, MaxUnpool1d.options().outputSize(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdaptiveAvgPool2d(Sizes.INPUT).call(Torch.randn(1, 1, 2, 2)));
  }

  @Test
  void lazyConvolutions_takeTheirShapesFromAStateDict() {
    try (var scope = Torch.scope()) {
      var options = Conv2d.options().groups(2);
      var transposed = ConvTranspose2d.options().groups(2);
      requireLoads(new Conv2d(6, 4, 3, options), new LazyConv2d(4, 3, options));
      requireLoads(
          new ConvTranspose2d(6, 4, 3, transposed), new LazyConvTranspose2d(4, 3, transposed));
    }
  }

  private static void requireLoads(Module known, Module lazy) {
    assertTrue(lazy.toString().startsWith("Lazy" + known.typeName() + "(0, 4,"), lazy::toString);
    lazy.parameters().forEach(parameter -> assertEquals(0, parameter.numel()));
    lazy.loadStateDict(known.stateDict());
    assertEquals(known.toString(), lazy.toString());
    Tensor input = Torch.randn(1, 6, 5, 5);
    assertTrue(Torch.equal(known.call(input), lazy.call(input)));
  }

  @Test
  void lazyConvolution_afterAWrongInput_isStillLazy() {
    try (var scope = Torch.scope()) {
      var layer = new LazyConv2d(4, 3);
      assertThrows(IllegalArgumentException.class, () -> layer.call(Torch.randn(5, 5)));
      assertThrows(
          IllegalArgumentException.class,
          () -> layer.loadStateDict(Map.of("weight", Torch.randn(3)), false));
      layer.resetParameters();
      layer.call(Torch.randn(2, 5, 5));
      assertEquals("Conv2d(2, 4, kernel_size=(3, 3), stride=(1, 1))", layer.toString());
    }
  }
}
