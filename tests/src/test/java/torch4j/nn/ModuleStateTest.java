package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.serialization.OrderedDict;
import torch4j.testing.Tensors;

/** State dicts, copies and shared parameters. */
final class ModuleStateTest {
  /** Two layers with one weight between them. */
  private static final class Tied extends Module {
    private final Linear encoder = register("encoder", new Linear(3, 3));
    private final Linear decoder = register("decoder", new Linear(3, 3, false));
    private final List<Module> both = List.of(encoder, decoder);
    private final Tensor seen = registerBuffer("seen", Torch.zeros(2), false);

    Tied() {
      decoder.setParameter("weight", encoder.weight());
    }

    @Override
    public Tensor forward(Tensor x) {
      return decoder.call(encoder.call(x));
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static Sequential model() {
    return new Sequential(new Linear(2, 3), new BatchNorm2d(3));
  }

  @Test
  void stateDict_hasPythonsMetadata() {
    var model = new Sequential(new Linear(2, 2), new BatchNorm1d(2), new ReLU());
    var state = (OrderedDict<String, Tensor>) model.stateDict();
    assertEquals(
        Map.of(
            "", Map.of("version", 1L),
            "0", Map.of("version", 1L),
            "1", Map.of("version", 2L),
            "2", Map.of("version", 1L)),
        state.attributes().get("_metadata"));
  }

  @Test
  void stateDict_hasPythonsKeysInPythonsOrder() {
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked"),
        List.copyOf(model().stateDict().keySet()));
    assertEquals("net.0.weight", model().stateDict("net.").keySet().iterator().next());
  }

  @Test
  void stateDict_sharesMemory_needsNoGradients_andOutlivesScopes() {
    var linear = new Linear(2, 2);
    Map<String, Tensor> state;
    try (var scope = Torch.scope()) {
      state = linear.stateDict();
    }
    assertFalse(state.get("weight").requiresGrad());
    state.get("weight").zero_();
    Tensors.assertSame(Torch.zeros(2, 2), linear.weight(), "weight");
  }

  @Test
  void stateDict_ofTiedParameters_hasBothNames_andNonPersistentBuffersNone() {
    var tied = new Tied();
    assertEquals(
        List.of("encoder.weight", "encoder.bias", "decoder.weight"),
        List.copyOf(tied.stateDict().keySet()));
    assertEquals(2, tied.parameters().size());
    assertEquals(List.of("seen"), List.copyOf(tied.namedBuffers().keySet()));
  }

  @Test
  void setParameter_tiesGradients() {
    var tied = new Tied();
    tied.call(Torch.ones(1, 3)).sum().backward();
    Tensors.assertSame(tied.encoder.weight().grad(), tied.decoder.weight().grad(), "grad");
    tied.to(DType.float64);
    assertEquals(1, tied.decoder.call(Torch.ones(1, 3).to(DType.float64)).size(0));
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> tied.encoder.setParameter("scale", null));
    assertEquals(
        "name: got \"scale\", expected the name of a parameter of Linear", error.getMessage());
  }

  @Test
  void loadStateDict_strict_saysWhatIsMissingUnexpectedAndOfAnotherSize() {
    var model = model();
    Map<String, Tensor> before = copyOf(model.stateDict());
    Map<String, Tensor> state = new LinkedHashMap<>(copyOf(model.stateDict()));
    state.remove("0.bias");
    state.remove("1.running_var");
    state.put("2.weight", Torch.ones(1));
    state.put("0.weight", Torch.ones(4, 2));
    var error = assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state));
    assertEquals(
        "Error(s) in loading state_dict for Sequential:\n"
            + "\tMissing key(s) in state_dict: \"0.bias\", \"1.running_var\". \n"
            + "\tUnexpected key(s) in state_dict: \"2.weight\". \n"
            + "\tsize mismatch for 0.weight: copying a param with shape torch.Size([4, 2]) from checkpoint, "
            + "the shape in current model is torch.Size([3, 2]).",
        error.getMessage());
    before.forEach((key, tensor) -> Tensors.assertSame(tensor, model.stateDict().get(key), key));
  }

  @Test
  void loadStateDict_notStrict_returnsTheKeys_andCopiesTheRest() {
    var model = model();
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("0.bias", Torch.ones(3).to(DType.float64));
    state.put("other", Torch.ones(1));
    IncompatibleKeys keys = model.loadStateDict(state, false);
    assertEquals(
        List.of("0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var"),
        keys.missingKeys());
    assertEquals(List.of("other"), keys.unexpectedKeys());
    Tensors.assertSame(Torch.ones(3), model.stateDict().get("0.bias"), "bias");
    assertTrue(model.getParameter("0.bias").requiresGrad());
  }

  @Test
  void loadStateDict_notStrict_stillRefusesAnotherSize() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Linear(2, 3).loadStateDict(Map.of("bias", Torch.ones(4)), false));
    assertTrue(error.getMessage().contains("size mismatch for bias"), error.getMessage());
  }

  @Test
  void loadStateDictPreHook_changesACopy_forItsModuleAndBelow_untilRemoved() {
    var inner = new Linear(2, 1);
    var net = new Sequential(new ReLU(), inner);
    var handle =
        inner.registerLoadStateDictPreHook(
            (module, state, prefix, context) -> {
              assertSame(inner, module);
              state.put(prefix + "weight", state.remove(prefix + "old"));
            });
    Map<String, Tensor> old = net.stateDict();
    old.put("1.old", old.remove("1.weight").mul(2));
    net.loadStateDict(old);
    Tensors.assertSame(old.get("1.old"), inner.weight().detach(), "weight");
    assertTrue(old.containsKey("1.old"));
    handle.remove();
    assertEquals(List.of("1.weight"), net.loadStateDict(old, false).missingKeys());
  }

  @Test
  void loadStateDict_closedTensor_isRefused() {
    Tensor closed = Torch.ones(3);
    closed.close();
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> new Linear(2, 3).loadStateDict(Map.of("bias", closed), false));
    assertEquals(
        "bias: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
  }

  private static Map<String, Tensor> copyOf(Map<String, Tensor> state) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    state.forEach((key, tensor) -> copy.put(key, tensor.clone()));
    return copy;
  }

  @Test
  void deepCopy_hasItsOwnTensors_andKeepsTies() {
    var original = new Tied();
    original.eval();
    var copy = (Tied) original.deepCopy();
    assertNotSame(original.encoder, copy.encoder);
    assertSame(copy.encoder, copy.both.get(0));
    assertSame(copy.decoder, copy.namedChildren().get("decoder"));
    assertFalse(copy.encoder.isTraining());
    Tensor x = Torch.randn(2, 3);
    Tensors.assertSame(original.call(x), copy.call(x), "output");
    try (var noGrad = Torch.noGrad()) {
      copy.encoder.weight().zero_();
      copy.seen.add_(Torch.ones(2));
    }
    Tensors.assertSame(Torch.zeros(3, 3), copy.decoder.weight(), "tied in the copy");
    assertTrue(original.encoder.weight().abs().sum().itemFloat() > 0);
    assertEquals(0, original.seen.sum().itemFloat());
    assertEquals(2, copy.parameters().size());
  }

  @Test
  void deepCopy_inAScope_outlivesIt() {
    Module copy;
    try (var scope = Torch.scope()) {
      copy = new Linear(2, 2).deepCopy();
    }
    assertEquals(1, copy.call(Torch.ones(1, 2)).size(0));
  }

  @Test
  void namedModules_andPaths() {
    var model = new Sequential(new Sequential(new Linear(2, 2)), new ReLU());
    assertEquals(List.of("", "0", "0.0", "1"), List.copyOf(model.namedModules().keySet()));
    assertEquals("Linear", model.getSubmodule("0.0").getClass().getSimpleName());
    assertEquals(2, model.getParameter("0.0.bias").size(0));
    assertEquals(
        "path: got \"0.3\", expected a child of Sequential instead of 3",
        assertThrows(IllegalArgumentException.class, () -> model.getSubmodule("0.3")).getMessage());
    assertEquals(
        "path: got \"0.0.scale\", expected a parameter of Linear",
        assertThrows(IllegalArgumentException.class, () -> model.getParameter("0.0.scale"))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> model.getBuffer("0.0.weight"));
  }

  @Test
  void apply_goesFromTheInsideOut() {
    List<String> seen = new ArrayList<>();
    new Sequential(new Sequential(new ReLU()), new Linear(1, 1))
        .apply(module -> seen.add(module.getClass().getSimpleName()));
    assertEquals(List.of("ReLU", "Sequential", "Linear", "Sequential"), seen);
  }

  @Test
  void requiresGrad_freezes() {
    var model = model();
    model.requiresGrad_(false);
    assertTrue(model.parameters().stream().noneMatch(Tensor::requiresGrad));
    model.requiresGrad_(true);
    assertTrue(model.parameters().stream().allMatch(Tensor::requiresGrad));
  }

  @Test
  void zeroGrad_toZeros_keepsTheGradients() {
    var linear = new Linear(2, 1);
    linear.call(Torch.ones(1, 2)).sum().backward();
    linear.zeroGrad(false);
    Tensors.assertSame(Torch.zeros(1, 2), linear.weight().grad(), "grad");
    linear.zeroGrad();
    assertNull(linear.weight().grad());
  }

  @Test
  void registerParameter_ofWholeNumbers_isRefused() {
    final class Wrong extends Module {
      Wrong() {
        registerParameter("steps", Torch.zeros(1).to(DType.int64));
      }
    }

    assertEquals(
        "steps: got a parameter of dtype int64, expected a floating-point or complex one; other tensors are buffers",
        assertThrows(IllegalArgumentException.class, Wrong::new).getMessage());
  }
}
