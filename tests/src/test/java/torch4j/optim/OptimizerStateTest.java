package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.optim.OptimizerBadInputTest.assertRefused;
import static torch4j.optim.OptimizerBadInputTest.withGradient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Linear;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Reading an optimizer's state, additional entries of state dicts, and copies of optimizers. */
final class OptimizerStateTest {
  private final Tensor param = withGradient(Torch.ones(2, 2));

  // ---- state(param)

  @Test
  void state_isEmptyBeforeTheFirstStepAndThenEqualsPython() {
    var optimizer = new Adam(List.of(param));
    assertEquals(Map.of(), optimizer.state(param));
    optimizer.step();
    Map<String, Object> state = optimizer.state(param);
    assertEquals(List.of("step", "exp_avg", "exp_avg_sq"), List.copyOf(state.keySet()));
    assertEquals(1, ((Tensor) state.get("step")).itemFloat());
    assertEquals(0.1, Tensors.values((Tensor) state.get("exp_avg"))[3], 1e-7);
    assertThrows(UnsupportedOperationException.class, () -> state.put("step", 2));
  }

  @Test
  void state_sharesTheOptimizersTensors() {
    var optimizer = new SGD(List.of(param), SGD.options().lr(1).momentum(0.5));
    optimizer.step();
    try (var scope = Torch.scope()) {
      ((Tensor) optimizer.state(param).get("momentum_buffer")).zero_();
    }
    optimizer.step();
    assertEquals(1 - 1 - 1, Tensors.values(param)[0]);
  }

  @Test
  void state_ofATensorThatIsNotAParameter_isRefused() {
    var optimizer = new SGD(List.of(param));
    assertRefused(
        "param: got [3] float32, expected a parameter of this optimizer",
        () -> optimizer.state(Tensors.parameter(3)));
    Tensor closed = Tensors.parameter(1);
    closed.close();
    assertEquals(
        "param: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        assertThrows(IllegalStateException.class, () -> optimizer.state(closed)).getMessage());
  }

  // ---- variants of Python's state dicts

  @Test
  void loadStateDict_withNumbersAsTensors_loadsThem() {
    var optimizer = new Adam(List.of(param));
    var group = group(optimizer);
    group.put("lr", Tensor.wrap(org.bytedeco.pytorch.Tensor.create(0.25f)));
    group.put("betas", List.of(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(0.5f)), 0.75));
    group.put("initial_lr", Tensor.wrap(org.bytedeco.pytorch.Tensor.create(0.5f)).reshape(1));
    optimizer.loadStateDict(Map.of("state", Map.of(), "param_groups", List.of(group)));
    ParamGroup<AdamOptions> loaded = optimizer.paramGroups().get(0);
    assertEquals(0.25, loaded.lr());
    assertEquals(0.5, loaded.options().beta1());
    assertEquals(0.75, loaded.options().beta2());
    assertEquals(0.5, loaded.initialLr().getAsDouble());
    assertEquals(0.25, group(optimizer).get("lr"));
    var two = group(optimizer);
    two.put("lr", Torch.ones(2));
    assertThrows(
        IllegalArgumentException.class,
        () -> optimizer.loadStateDict(Map.of("state", Map.of(), "param_groups", List.of(two))));
  }

  @Test
  void loadStateDict_withStatesByName_matchesThemByOrder() {
    Tensor second = withGradient(Torch.ones(3));
    var saved = new Adam(List.of(param, second));
    saved.step();
    Map<?, ?> states = (Map<?, ?>) saved.stateDict().get("state");
    var group = group(saved);
    group.put("params", List.of("layer.weight", "layer.bias"));
    var byName =
        Map.of(
            "state",
            Map.of("layer.weight", states.get(0L), "layer.bias", states.get(1L)),
            "param_groups",
            List.of(group));
    var optimizer = new Adam(List.of(Tensors.parameter(2, 2), Tensors.parameter(3)));
    optimizer.loadStateDict(byName);
    Tensors.assertSame(
        (Tensor) saved.state(second).get("exp_avg"),
        (Tensor) optimizer.state(optimizer.paramGroups().get(0).params().get(1)).get("exp_avg"),
        "exp_avg");
    assertEquals(List.of(0L, 1L), group(optimizer).get("params"));
  }

  @Test
  void loadStateDict_withUnknownEntries_keepsThem() {
    var optimizer = new SGD(List.of(param));
    var group = group(optimizer);
    group.put("param_names", List.of("weight"));
    group.put("lr_scale", 0.5);
    group.put("mask", Torch.ones(2));
    group.put("fused", true);
    var states =
        Map.of(
            0L,
            Map.of(),
            7L,
            Map.of("of", "something else"),
            "ema",
            Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f)));
    optimizer.loadStateDict(Map.of("state", states, "param_groups", List.of(group)));
    var saved = group(optimizer);
    assertEquals(List.of("weight"), saved.get("param_names"));
    assertEquals(0.5, saved.get("lr_scale"));
    assertEquals(2, Tensors.values((Tensor) saved.get("mask")).length);
    assertEquals(true, saved.get("fused"));
    var others = (Map<?, ?>) optimizer.stateDict().get("state");
    assertEquals(Map.of("of", "something else"), others.get(7L));
    assertEquals(2, ((Tensor) others.get("ema")).itemFloat());
    ParamGroup<SGD.Options> loaded = optimizer.paramGroups().get(0);
    assertEquals(0.5, loaded.entries().get("lr_scale"));
    loaded.entry("lr_scale", 0.25);
    assertEquals(0.25, group(optimizer).get("lr_scale"));
    assertRefused(
        "name: got momentum, expected a name that is not an option; use options(...) to set one",
        () -> loaded.entry("momentum", 0.5));
    var without = group(new SGD(List.of(Tensors.parameter(1))));
    optimizer.loadStateDict(Map.of("state", Map.of(), "param_groups", List.of(without)));
    assertEquals(List.of("weight"), group(optimizer).get("param_names")); // as Python
    assertFalse(group(optimizer).containsKey("lr_scale"));
  }

  @Test
  void adamW_loadsAdamsState_andStaysDecoupled() {
    var adam = new Adam(List.of(param));
    adam.step();
    var adamW = new AdamW(List.of(Tensors.parameter(2, 2)));
    adamW.loadStateDict(adam.stateDict());
    assertEquals(true, group(adamW).get("decoupled_weight_decay"));
    assertEquals(0, adamW.paramGroups().get(0).options().weightDecay());
    assertRefused(
        "decoupled_weight_decay: got true, expected false; this is a state dict of AdamW, load"
            + " it into an AdamW",
        () -> adam.loadStateDict(adamW.stateDict()));
  }

  @Test
  void loadStateDict_withANegativeLearningRate_loadsIt() {
    var optimizer = new SGD(List.of(param));
    var group = group(optimizer);
    group.put("lr", -0.0143);
    group.put("momentum", 1.5);
    optimizer.loadStateDict(Map.of("state", Map.of(), "param_groups", List.of(group)));
    assertEquals(-0.0143, optimizer.paramGroups().get(0).lr());
    assertEquals(1.5, optimizer.paramGroups().get(0).momentumOrBeta1());
  }

  private static Map<Object, Object> group(Optimizer<?> optimizer) {
    List<?> groups = (List<?>) optimizer.stateDict().get("param_groups");
    return new LinkedHashMap<>((Map<?, ?>) groups.get(0));
  }

  // ---- copies

  @ParameterizedTest
  @MethodSource("torch4j.optim.OptimizerDefaultsTest#optimizers")
  void deepCopy_continuesLikeTheOriginal(String optimizerName) {
    Optimizer<?> original = optimizer(optimizerName, param);
    step(original);
    Optimizer<?> copy = original.deepCopy();
    Tensor copied = copy.paramGroups().get(0).params().get(0);
    assertNotSame(param, copied);
    assertEquals(original.getClass(), copy.getClass());
    Tensors.assertSame(param, copied, "parameter");
    assertTrue(copied.requiresGrad());
    assertNull(copied.grad());
    double[] before = Tensors.values(copied);
    step(original);
    assertArrayEquals(before, Tensors.values(copied));
    step(copy);
    Tensors.assertSame(param, copied, "a step later");
    step(original);
    step(copy);
    Tensors.assertSame(param, copied, "two steps later");
  }

  private static Optimizer<?> optimizer(String optimizerName, Tensor param) {
    return OptimizerCase.make(optimizerName, List.of(param), Golden.parse("{}"));
  }

  private static void step(Optimizer<?> optimizer) {
    Tensor param = optimizer.paramGroups().get(0).params().get(0);
    optimizer.zeroGrad();
    if (optimizer instanceof SparseAdam) {
      param.unwrap().mutable_grad().put(Torch.ones(2, 2).toSparse().unwrap());
      optimizer.step();
      return;
    }
    optimizer.step(
        () -> {
          optimizer.zeroGrad();
          Tensor loss = param.mul(param).mul(param).sum();
          loss.backward();
          return loss;
        });
  }

  @Test
  void deepCopy_copiesGroupsButNotHooks() {
    var original =
        new AdamW(
            AdamW.options(),
            Params.of(List.of(param)),
            Params.of(List.of(Tensors.parameter(3)), o -> o.lr(0.5)));
    List<String> calls = new ArrayList<>();
    original.registerStepPreHook(o -> calls.add("called"));
    original.paramGroups().get(1).entry("lr_scale", 2.0);
    original.step();
    var copy = original.deepCopy();
    assertEquals(0.5, copy.paramGroups().get(1).lr());
    assertEquals(2.0, copy.paramGroups().get(1).entries().get("lr_scale"));
    copy.step();
    assertEquals(1, calls.size());
    copy.paramGroups().get(0).lr(0.75);
    copy.paramGroups().get(1).entry("lr_scale", 3.0);
    assertEquals(1e-3, original.paramGroups().get(0).lr());
    assertEquals(2.0, original.paramGroups().get(1).entries().get("lr_scale"));
    copy.addParamGroup(Params.of(List.of(Tensors.parameter(1))));
    assertEquals(2, original.paramGroups().size());
  }

  @Test
  void deepCopy_withACopiedModelsParameters_trainsTheCopy() {
    var model = new Linear(2, 2);
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0.1).momentum(0.9));
    model.call(Torch.ones(1, 2)).sum().backward();
    optimizer.step();
    var model2 = model.deepCopy();
    var optimizer2 = optimizer.deepCopy(model2.parameters());
    model2.call(Torch.ones(1, 2)).sum().backward();
    optimizer2.step();
    optimizer.step(); // by the same gradient
    for (int i = 0; i < 2; i++) {
      Tensors.assertSame(model.parameters().get(i), model2.parameters().get(i), "parameter " + i);
    }
    assertRefused(
        "params: got 1 tensors, expected 2, one for each parameter of the optimizer",
        () -> optimizer.deepCopy(List.of(Tensors.parameter(2, 2))));
    assertRefused(
        "params[1]: got [3] float32, expected the shape [2]",
        () -> optimizer.deepCopy(List.of(Tensors.parameter(2, 2), Tensors.parameter(3))));
    Tensor same = Tensors.parameter(2, 2);
    assertRefused(
        "params[0]: got a non-leaf tensor [2, 2] float32, expected a leaf",
        () -> optimizer.deepCopy(List.of(same.add(same), Tensors.parameter(2))));
  }
}
