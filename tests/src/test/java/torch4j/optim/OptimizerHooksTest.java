package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.utils.ClipGrad;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Which hooks are called when, and which gradients step hooks see. */
final class OptimizerHooksTest {
  private final Tensor param = Tensors.parameter(2);
  private final List<String> calls = new ArrayList<>();

  private Optimizer<?> optimizer(String optimizerName) {
    return OptimizerCase.make(optimizerName, List.of(param), Golden.parse("{\"lr\": 0.5}"));
  }

  private void gradient(double value) {
    param.unwrap().mutable_grad().put(Torch.full(new long[] {2}, value).unwrap());
  }

  private static Tensor number(double value) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create((float) value));
  }

  @Test
  void globalHooks_areCalledOutsideThoseOfTheOptimizer() {
    var optimizer = new SGD(List.of(param));
    gradient(1);
    try (var before = Optimizer.registerOptimizerStepPreHook(o -> calls.add("any before"));
        var after = Optimizer.registerOptimizerStepPostHook(o -> calls.add("any after"))) {
      assertTrue(optimizer.hasStepHooks());
      optimizer.registerStepPreHook(o -> calls.add("before"));
      optimizer.registerStepPostHook(o -> calls.add("after"));
      optimizer.step();
      new SGD(List.of(Tensors.parameter(1))).step();
    }
    assertEquals(
        List.of("any before", "before", "after", "any after", "any before", "any after"), calls);
    assertFalse(new SGD(List.of(param)).hasStepHooks());
  }

  @Test
  void hook_registeredTwice_isRemovedOnceEach() {
    var optimizer = new SGD(List.of(param));
    java.util.function.Consumer<Optimizer<SGD.Options>> hook = o -> calls.add("called");
    var first = optimizer.registerStepPreHook(hook);
    var second = optimizer.registerStepPreHook(hook);
    first.remove();
    optimizer.step();
    assertEquals(1, calls.size());
    second.remove();
    optimizer.step();
    assertEquals(1, calls.size());
    assertFalse(optimizer.hasStepHooks());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "AdamW", "RMSprop", "Adagrad"})
  void preHook_ofAScaledStep_seesUnscaledAndClippedGradients(String optimizerName) {
    Optimizer<?> optimizer = optimizer(optimizerName);
    List<Double> seen = new ArrayList<>();
    optimizer.registerStepPreHook(o -> seen.add(Tensors.values(param.grad())[0]));
    gradient(8);
    Tensor norm = optimizer.step(StepOptions.defaults().invScale(number(0.25)).maxNorm(1));
    assertEquals(Math.sqrt(8), norm.itemDouble(), 1e-6);
    assertEquals(1 / Math.sqrt(2), seen.get(0), 1e-6);
    gradient(8);
    assertNull(optimizer.step(StepOptions.defaults().invScale(number(0.25))));
    assertEquals(2, seen.get(1), 1e-6);
    assertEquals(2, optimizer.stepCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SGD", "Adam", "AdamW", "RMSprop", "Adagrad"})
  void hooks_ofASkippedStep_areNotCalled(String optimizerName) {
    Optimizer<?> optimizer = optimizer(optimizerName);
    optimizer.registerStepPreHook(o -> calls.add("before"));
    optimizer.registerStepPostHook(o -> calls.add("after"));
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      gradient(bad);
      Tensor found = number(0);
      optimizer.step(StepOptions.defaults().invScale(number(0.5)).foundInf(found).maxNorm(1));
      assertEquals(1, found.itemFloat());
      gradient(1);
      optimizer.step(StepOptions.defaults().foundInf(found));
    }
    assertEquals(List.of(), calls);
    assertEquals(1, Tensors.values(param)[0]);
    assertEquals(0, optimizer.stepCount());
  }

  @Test
  void preHook_thatClips_equalsSeparateCalls() {
    Tensor other = Tensors.parameter(2);
    var hooked = new AdamW(List.of(param), AdamW.options().lr(0.1));
    var plain = new AdamW(List.of(other), AdamW.options().lr(0.1));
    hooked.registerStepPreHook(o -> ClipGrad.clipGradValue_(List.of(param), 0.5));
    for (int i = 1; i < 4; i++) {
      gradient(3.0 * i);
      hooked.step(StepOptions.defaults().maxNorm(1));
      other.unwrap().mutable_grad().put(Torch.full(new long[] {2}, 3.0 * i).unwrap());
      ClipGrad.clipGradNorm_(List.of(other), 1);
      ClipGrad.clipGradValue_(List.of(other), 0.5);
      plain.step();
      Tensors.assertSame(other, param, "step " + i);
    }
  }

  @Test
  void stateDictHooks_seeAndChangeTheStateDict() {
    var optimizer = new SGD(List.of(param));
    optimizer.registerStateDictPreHook(o -> calls.add("before save"));
    optimizer.registerStateDictPostHook(
        (o, state) -> {
          state.put("extra", 1L);
          return null;
        });
    Map<String, Object> saved = optimizer.stateDict();
    assertEquals(1L, saved.get("extra"));
    optimizer.registerLoadStateDictPreHook(
        (o, state) -> {
          state.remove("state");
          return Map.of("state", Map.of(), "param_groups", state.get("param_groups"));
        });
    optimizer.registerLoadStateDictPostHook(o -> calls.add("after load"));
    optimizer.loadStateDict(saved);
    assertTrue(saved.containsKey("state"));
    assertEquals(List.of("before save", "after load"), calls);
  }
}
