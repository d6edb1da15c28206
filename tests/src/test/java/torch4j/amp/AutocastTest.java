package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static torch4j.testing.Tensors.assertSame;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.nn.Linear;
import torch4j.testing.Tensors;

/**
 * Opening, nesting and closing of autocast regions, as in Python. Conformance tests cover layers
 * under autocast.
 */
final class AutocastTest {
  private final Linear layer = new Linear(3, 2);
  private final Tensor x = Tensors.sine(0.5, 4, 3);

  private String dtype() {
    return TensorDescription.dtype(layer.call(x));
  }

  @AfterEach
  void everyTest_leavesAutocastOff() {
    assertFalse(Autocast.isEnabled("cpu"));
    assertEquals(DType.bfloat16, Autocast.dtype("cpu"));
    assertEquals("float32", dtype());
  }

  @Test
  void cpu_byDefault_isBfloat16() {
    try (var autocast = Autocast.cpu()) {
      assertTrue(Autocast.isEnabled("cpu"));
      assertEquals("bfloat16", dtype());
    }
  }

  @Test
  void cpu_float16_isFloat16() {
    try (var autocast = Autocast.cpu(DType.float16)) {
      assertEquals("float16", dtype());
      assertEquals(DType.float16, Autocast.dtype("cpu"));
    }
  }

  @Test
  void parameters_andTheirGradients_stayFloat32() {
    try (var autocast = Autocast.cpu()) {
      layer.call(x).sum().backward();
    }
    assertEquals("float32", TensorDescription.dtype(layer.weight()));
    assertEquals("float32", TensorDescription.dtype(layer.weight().grad()));
  }

  @Test
  void nested_disabledRegion_isInFloat32() {
    try (var outer = Autocast.cpu()) {
      try (var inner = Autocast.of(Autocast.options("cpu").enabled(false))) {
        assertEquals("float32", dtype());
      }
      assertEquals("bfloat16", dtype());
    }
  }

  @Test
  void nested_anotherDtype_appliesWithinItsRegion() {
    try (var outer = Autocast.cpu(DType.float16)) {
      try (var inner = Autocast.cpu(DType.bfloat16)) {
        assertEquals("bfloat16", dtype());
      }
      assertEquals("float16", TensorDescription.dtype(new Linear(3, 2).call(x)));
    }
  }

  // As in Python, the cache is keyed by the weight only.
  @Test
  void nested_aWeightCachedInAnotherDtype_isRefused() {
    try (var outer = Autocast.cpu(DType.float16)) {
      layer.call(x);
      try (var inner = Autocast.cpu(DType.bfloat16)) {
        String message = assertThrows(IllegalArgumentException.class, this::dtype).getMessage();
        assertTrue(
            message.endsWith("mat1 and mat2 must have the same dtype, but got BFloat16 and Half"),
            message);
      }
    }
  }

  @Test
  void nested_withoutADtype_usesTheOuterDtype() {
    try (var outer = Autocast.cpu(DType.float16);
        var inner = Autocast.cpu()) {
      assertEquals("float16", dtype());
    }
  }

  @Test
  void close_afterAnException_restores() {
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          try (var autocast = Autocast.cpu()) {
            layer.call(Tensors.sine(1, 4, 4));
          }
        });
    assertEquals("float32", dtype());
  }

  @Test
  void close_twice_doesNothing() {
    var first = Autocast.cpu();
    first.close();
    try (var second = Autocast.cpu()) {
      first.close();
      assertEquals("bfloat16", dtype());
    }
  }

  @Test
  void close_onAnotherThread_throwsAndChangesNothing() {
    try (var autocast = Autocast.cpu()) {
      var thrown = CompletableFuture.supplyAsync(() -> closingThrows(autocast)).join();
      assertTrue(thrown.startsWith("close: got thread "), thrown);
      assertTrue(
          thrown.endsWith(", expected " + Thread.currentThread().getName() + ", which opened it"),
          thrown);
      assertEquals("bfloat16", dtype());
    }
  }

  @Test
  void close_beforeAnInnerRegion_throwsAndChangesNothing() {
    try (var outer = Autocast.cpu();
        var inner = Autocast.cpu(DType.float16)) {
      assertEquals(
          "close: got a region with an open region inside it, expected the innermost open region",
          closingThrows(outer));
      assertEquals("float16", dtype());
    }
  }

  private static String closingThrows(Autocast autocast) {
    return assertThrows(IllegalStateException.class, autocast::close).getMessage();
  }

  @Test
  void region_doesNotAffectOtherThreads() {
    try (var autocast = Autocast.cpu()) {
      assertFalse(CompletableFuture.supplyAsync(() -> Autocast.isEnabled("cpu")).join());
    }
  }

  @Test
  void cache_keepsTheCastOfAWeightUntilTheOutermostRegionCloses() {
    Tensor before;
    try (var outer = Autocast.cpu()) {
      before = layer.call(x);
      zeroWeights();
      try (var inner = Autocast.cpu()) {
        assertSame(before, layer.call(x), "in an inner region");
      }
      assertSame(before, layer.call(x), "after an inner region");
    }
    try (var next = Autocast.cpu()) {
      assertEquals(0, layer.call(x).abs().sum().itemFloat(), "in the next region");
    }
  }

  @Test
  void cache_disabled_castsEachTime() {
    var options = Autocast.options("cpu").cacheEnabled(false);
    try (var autocast = Autocast.of(options)) {
      layer.call(x);
      zeroWeights();
      assertEquals(0, layer.call(x).abs().sum().itemFloat());
    }
  }

  private void zeroWeights() {
    try (var noGrad = Torch.noGrad()) {
      layer.weight().zero_();
      layer.bias().zero_();
    }
  }

  @Test
  void of_aDtypeWithoutAutocast_throws() {
    assertRefused(
        "dtype: got float32, expected bfloat16 or float16", () -> Autocast.cpu(DType.float32));
    assertRefused(
        "dtype: got int64, expected bfloat16 or float16", () -> Autocast.cpu(DType.int64));
  }

  @Test
  void of_aDisabledRegion_acceptsAnyDtype() {
    var options = Autocast.options("cpu").enabled(false).dtype(DType.float32);
    try (var autocast = Autocast.of(options)) {
      assertEquals("float32", dtype());
    }
  }

  @Test
  void of_noDtypeInsideADisabledFloat32Region_throwsAndChangesNothing() {
    var options = Autocast.options("cpu").enabled(false).dtype(DType.float32);
    try (var outer = Autocast.of(options)) {
      assertRefused(
          "the outer region's dtype: got float32, expected bfloat16 or float16", Autocast::cpu);
      assertFalse(Autocast.isEnabled("cpu"));
      try (var inner = Autocast.cpu(DType.bfloat16)) {
        assertEquals("bfloat16", dtype());
      }
    }
  }

  @Test
  void options_ofADeviceWithoutAutocast_throws() {
    String message = "deviceType: got \"meta\", expected one with autocast: cpu or cuda";
    assertRefused(message, () -> Autocast.options("meta"));
    assertRefused(message, () -> Autocast.dtype("meta"));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, call::run).getMessage(), message);
  }

  @Test
  void cuda_withoutCuda_throws() {
    assumeFalse(Torch.cudaIsAvailable());
    String message =
        "Autocast: got deviceType \"cuda\" on a machine without CUDA, expected \"cpu\" or enabled(false)";
    assertEquals(message, assertThrows(IllegalStateException.class, Autocast::cuda).getMessage());
    assertEquals(
        message,
        assertThrows(IllegalStateException.class, () -> Autocast.cuda(DType.bfloat16))
            .getMessage());
  }

  @Test
  void cuda_disabled_isAllowedWithoutCuda() {
    try (var autocast = Autocast.of(Autocast.options("cuda").enabled(false))) {
      assertFalse(Autocast.isEnabled("cuda"));
      assertEquals(DType.float16, Autocast.dtype("cuda"));
    }
  }
}
