package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

/** Extra state, hooks around state dicts, and loading with assign, as in Python 2.13. */
@SuppressWarnings({"UnusedVariable", "StringConcatToTextBlock"}) // fields are found by reflection
final class StateHooksTest {
  private final List<String> log = new ArrayList<>();

  private final class Counter extends Module {
    private final Linear layer = new Linear(1, 1);
    private long steps = 3;

    @Override
    protected Object getExtraState() {
      log.add("get");
      return Map.of("steps", steps);
    }

    @Override
    protected void setExtraState(Object state) {
      log.add("set " + state);
      steps = (long) ((Map<?, ?>) state).get("steps");
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private Sequential hooked() {
    var model = new Sequential(new Sequential(new Counter()), new Linear(1, 1));
    model
        .namedModules()
        .forEach(
            (path, module) -> {
              if (path.startsWith("0.0.")) {
                return;
              }
              module.registerStateDictPreHook((m, prefix) -> log.add("pre " + prefix));
              module.registerStateDictPostHook(
                  (m, state, prefix, metadata) ->
                      log.add("post " + prefix + state.keySet() + metadata));
              module.registerLoadStateDictPreHook(
                  (m, state, prefix, context) -> log.add("load " + prefix + state.keySet()));
              module.registerLoadStateDictPostHook(
                  (m, missing, unexpected) -> log.add("loaded " + path + missing + unexpected));
            });
    return model;
  }

  @Test
  void hooks_runInPythonsOrder() {
    Sequential model = hooked();
    Map<String, Tensor> state = model.stateDict();
    assertEquals(
        List.of(
            "pre ",
            "pre 0.",
            "pre 0.0.",
            "get",
            "post 0.0.[0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias]{version=1}",
            "post 0.[0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias]{version=1}",
            "pre 1.",
            "post 1.[0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias, 1.weight,"
                + " 1.bias]{version=1}",
            "post [0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias, 1.weight,"
                + " 1.bias]{version=1}"),
        log);
    log.clear();
    state.remove("1.bias");
    state.put("0.0.old", Torch.ones(1));
    state.put("zzz", Torch.ones(1));
    state.put("1.x.y", Torch.ones(1));
    var error = assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state));
    assertEquals(
        "Error(s) in loading state_dict for Sequential:\n"
            + "\tMissing key(s) in state_dict: \"1.bias\". \n"
            + "\tUnexpected key(s) in state_dict: \"zzz\", \"0.0.old\", \"1.x.y\". ",
        error.getMessage());
    assertEquals(
        List.of(
            "load [0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias, 1.weight, 0.0.old, zzz,"
                + " 1.x.y]",
            "load 0.[0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias, 0.0.old]",
            "load 0.0.[0.0._extra_state, 0.0.layer.weight, 0.0.layer.bias, 0.0.old]",
            "load 1.[1.weight, 1.x.y]",
            "set {steps=3}",
            "loaded 0.0[][zzz, 0.0.old]",
            "loaded 0[][zzz, 0.0.old]",
            "loaded 1[1.bias][zzz, 0.0.old, 1.x.y]",
            "loaded [1.bias][zzz, 0.0.old, 1.x.y]"),
        log);
  }

  @Test
  void postHook_mayExcuseMissingKeys_andChangeAStateDict() {
    var model = new Sequential(new Linear(1, 1));
    var handle =
        model.get(0).registerLoadStateDictPostHook((module, missing, extra) -> missing.clear());
    IncompatibleKeys keys = model.loadStateDict(Map.of("0.weight", Torch.ones(1, 1)));
    assertEquals(List.of(), keys.missingKeys());
    assertEquals(1, model.getParameter("0.weight").itemFloat());
    handle.remove();
    assertThrows(
        IllegalArgumentException.class,
        () -> model.loadStateDict(Map.of("0.weight", Torch.ones(1, 1))));
    model
        .get(0)
        .registerStateDictPostHook(
            (module, state, prefix, metadata) -> state.remove(prefix + "bias"));
    assertEquals(List.of("0.weight"), List.copyOf(model.stateDict().keySet()));
  }

  @Test
  void extraState_isSavedAndLoaded_andItsKeyMatters() {
    var counter = new Counter();
    counter.steps = 7;
    Map<String, Tensor> state = counter.stateDict();
    assertEquals(
        List.of("_extra_state", "layer.weight", "layer.bias"), List.copyOf(state.keySet()));
    var other = new Counter();
    other.loadStateDict(state);
    assertEquals(7, other.steps);
    assertEquals(
        "Error(s) in loading state_dict for Counter:\n"
            + "\tMissing key(s) in state_dict: \"_extra_state\". ",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Counter()
                        .loadStateDict(
                            new Sequential(new Linear(1, 1)).stateDict().isEmpty()
                                ? state
                                : without(state)))
            .getMessage());
    assertEquals(
        "Error(s) in loading state_dict for Linear:\n"
            + "\tUnexpected key(s) in state_dict: \"_extra_state\". ",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Linear(1, 1).loadStateDict(renamed(state)))
            .getMessage());
    assertThrows(UnsupportedOperationException.class, () -> new Linear(1, 1).getExtraState());
    assertThrows(UnsupportedOperationException.class, () -> new Linear(1, 1).setExtraState(1));
  }

  private static Map<String, Tensor> without(Map<String, Tensor> state) {
    Map<String, Tensor> rest = new LinkedHashMap<>();
    state.keySet().stream()
        .filter(key -> !key.equals("_extra_state"))
        .forEach(key -> rest.put(key, state.get(key)));
    return rest;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the extra state is no tensor
  private static Map<String, Tensor> renamed(Map<String, Tensor> state) {
    Map renamed = new LinkedHashMap();
    ((Map<String, Object>) (Map) state)
        .forEach((key, value) -> renamed.put(key.replace("layer.", ""), value));
    return renamed;
  }

  // ---- values that cannot be copied

  private static String refusal(Tensor weight) {
    var layer = new Linear(5, 3);
    Tensor before = layer.bias().detach().clone();
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("bias", Torch.ones(3));
    state.put("weight", weight);
    String message =
        assertThrows(IllegalArgumentException.class, () -> layer.loadStateDict(state)).getMessage();
    Tensors.assertSame(before, layer.bias().detach(), "bias");
    return message.replace("Error(s) in loading state_dict for Linear:\n\t", "");
  }

  @Test
  void loadStateDict_ofWhatCannotBeCopied_namesTheKey_andChangesNothing() {
    String copying =
        "While copying the parameter named \"weight\", whose dimensions in the model are"
            + " torch.Size([3, 5]) and whose dimensions in the checkpoint are torch.Size([3, 5]),"
            + " an exception occurred : ";
    assertEquals(
        "While copying the parameter named \"weight\", expected a tensor from the checkpoint but"
            + " received null",
        refusal(null));
    String sparse = refusal(Torch.ones(3, 5).toSparse());
    assertTrue(
        sparse.startsWith(copying + "copy_() between dense and sparse Tensors is not implemented!"),
        sparse);
    assertEquals(
        copying + "Cannot copy out of meta tensor; no data!",
        refusal(Torch.ones(3, 5).to(Device.of("meta"), DType.float32)));
    String quantized =
        refusal(
            Tensor.wrap(
                torch.quantize_per_tensor(
                    Torch.ones(3, 5).unwrap(), 0.1, 0, DType.qint8.unwrap())));
    assertTrue(
        quantized.startsWith(copying + "Copying from quantized Tensor to non-quantized Tensor"),
        quantized);
    String mkldnn = refusal(Tensor.wrap(Torch.ones(3, 5).unwrap().to_mkldnn()));
    assertTrue(mkldnn.startsWith(copying), mkldnn);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what an unchecked cast of a loaded file brings
  void loadStateDict_ofAnotherObject_namesTheKeyAndItsClass() {
    Map state = new LinkedHashMap();
    state.put("weight", Torch.ones(3, 5));
    state.put("bias", 5L);
    assertEquals(
        "Error(s) in loading state_dict for Linear:\n"
            + "\tWhile copying the parameter named \"bias\", expected a tensor from the checkpoint"
            + " but received a Long",
        assertThrows(IllegalArgumentException.class, () -> new Linear(5, 3).loadStateDict(state))
            .getMessage());
  }

  // ---- assign

  @Test
  void assign_takesTheTensorsOver_withTheirDtype_andKeepsRequiresGrad() {
    var layer = new Linear(5, 3);
    layer.bias().requiresGrad_(false);
    Tensor weight = Torch.ones(3, 5).to(DType.float64);
    Parameter bias = new Parameter(Torch.zeros(3));
    layer.loadStateDict(Map.of("weight", weight, "bias", bias), true, true);
    assertEquals(DType.float64, layer.weight().dtype());
    assertTrue(layer.weight().requiresGrad() && !layer.bias().requiresGrad());
    assertSame(bias, layer.bias());
    weight.zero_();
    assertEquals(0, layer.weight().detach().abs().sum().itemDouble());
  }

  @Test
  void assign_refusesWhatCannotBeAParameter_andChangesNothing() {
    var layer = new Linear(5, 3);
    Tensor before = layer.weight();
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("weight", Torch.ones(3, 5));
    state.put("bias", Torch.ones(3).to(DType.int64));
    String message =
        assertThrows(IllegalArgumentException.class, () -> layer.loadStateDict(state, true, true))
            .getMessage();
    assertTrue(
        message.endsWith("Only Tensors of floating point and complex dtype can require gradients"),
        message);
    assertSame(before, layer.weight());
    assertThrows(
        IllegalArgumentException.class,
        () -> layer.loadStateDict(Map.of("weight", Torch.ones(3, 4)), false, true));
  }

  @Test
  void assign_fillsAModelOnTheDeviceMeta() {
    var model = new Sequential(new Linear(2, 3), new BatchNorm1d(3));
    Map<String, Tensor> state = new LinkedHashMap<>();
    model.stateDict().forEach((key, tensor) -> state.put(key, tensor.clone()));
    model.to(Device.of("meta"));
    model.stateDict().forEach((key, tensor) -> assertTrue(tensor.isMeta(), key));
    String copied =
        assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state)).getMessage();
    assertTrue(copied.contains("for 0.weight: copying from a non-meta parameter"), copied);
    assertThrows(torch4j.TorchException.class, () -> model.to(Torch.device("cpu")));
    model.loadStateDict(state, true, true);
    state.forEach((key, tensor) -> Tensors.assertSame(tensor, model.stateDict().get(key), key));
    assertFalse(model.call(Torch.ones(2, 2)).isMeta());
  }

  @Test
  void toMeta_keepsTies() {
    var one = new Linear(2, 2);
    var two = new Linear(2, 2);
    two.setParameter("weight", one.weight());
    var model = new Sequential(one, two);
    model.to(Device.of("meta"));
    assertEquals(3, model.parameters().size());
  }
}
