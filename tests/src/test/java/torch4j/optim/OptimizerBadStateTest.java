package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

/** Invalid state dicts are refused, and nothing is changed then. */
final class OptimizerBadStateTest {
  @Test
  void loadStateDict_ofOtherGroups_isRefused() {
    var one = stepped();
    var two =
        new Adam(
            Adam.options(),
            Params.of(List.of(Tensors.parameter(2))),
            Params.of(List.of(Tensors.parameter(2))));
    assertLoadRefused(
        "param_groups: got 1, expected 2; loaded state dict has a different number of parameter"
            + " groups",
        two,
        one.stateDict());
    assertLoadRefused(
        "param_groups[0].params: got 1, expected 2; loaded state dict contains a parameter group"
            + " that doesn't match the size of optimizer's group",
        new Adam(List.of(Tensors.parameter(2), Tensors.parameter(2))),
        one.stateDict());
    assertLoadRefused("param_groups: got null, expected a List", one, Map.of());
    assertLoadRefused(
        "state: got null, expected a Map",
        one,
        Map.of("param_groups", one.stateDict().get("param_groups")));
  }

  @Test
  void loadStateDict_ofAnotherOptimizer_isRefused() {
    Tensor parameter = OptimizerBadInputTest.withGradient(Torch.ones(2, 2));
    var rprop = new Rprop(List.of(parameter));
    rprop.step();
    assertLoadRefused(
        "state: got \"prev\", expected [step, exp_avg, exp_avg_sq, max_exp_avg_sq]; it is the state"
            + " of another optimizer than Adam",
        stepped(),
        rprop.stateDict());
  }

  @Test
  void loadStateDict_ofOtherShapes_isRefused() {
    Tensor shape = OptimizerBadInputTest.withGradient(Torch.ones(3, 3));
    var other = new Adam(List.of(shape));
    other.step();
    assertLoadRefused(
        "state.exp_avg: got [3, 3] float32, expected the shape [2, 2]",
        stepped(),
        other.stateDict());
    var dict = stepped().stateDict();
    assertLoadRefused(
        "state.exp_avg: got [] float32, expected the shape [2, 2]",
        stepped(),
        withState(dict, "exp_avg", Torch.zeros(new long[0])));
    assertLoadRefused(
        "state.step: got [1] float32, expected the shape []",
        stepped(),
        withState(dict, "step", Torch.zeros(1)));
    assertLoadRefused(
        "state.exp_avg: got text, expected a Tensor",
        stepped(),
        withState(dict, "exp_avg", "text"));
  }

  @Test
  void loadStateDict_withAClosedTensor_isRefused() {
    Tensor closed = Torch.zeros(2, 2);
    closed.close();
    var optimizer = stepped();
    var dict = withState(optimizer.stateDict(), "exp_avg", closed);
    var error = assertThrows(IllegalStateException.class, () -> optimizer.loadStateDict(dict));
    assertEquals(
        "state.exp_avg: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
  }

  @Test
  void loadStateDict_withWrongOptions_isRefused() {
    var dict = stepped().stateDict();
    assertLoadRefused(
        "weightDecay: got -1.0, expected >= 0.0",
        stepped(),
        withOption(dict, "weight_decay", -1.0));
    assertLoadRefused("lr: got fast, expected a double", stepped(), withOption(dict, "lr", "fast"));
    assertLoadRefused(
        "amsgrad: got 1.0, expected a boolean", stepped(), withOption(dict, "amsgrad", 1.0));
    assertLoadRefused(
        "betas: got [0.9], expected a list of 2",
        stepped(),
        withOption(dict, "betas", List.of(0.9)));
    var muon = new Muon(List.of(Tensors.parameter(2, 2)));
    assertLoadRefused(
        "adjust_lr_fn: got other, expected one of [ORIGINAL, MATCH_RMS_ADAMW]",
        muon,
        withOption(muon.stateDict(), "adjust_lr_fn", "other"));
  }

  @Test
  void loadStateDict_ofLbfgs_checksEveryValue() {
    Tensor parameter = Tensors.parameter(2, 2);
    var optimizer = new LBFGS(List.of(parameter), LBFGS.options().maxIter(3));
    optimizer.step(
        () -> {
          optimizer.zeroGrad();
          Tensor loss = parameter.mul(parameter).mul(parameter).sum();
          loss.backward();
          return loss;
        });
    var dict = optimizer.stateDict();
    assertLoadRefused(
        "state.d: got [3] float32, expected the shape [4]",
        optimizer,
        withState(dict, "d", Torch.zeros(3)));
    assertLoadRefused(
        "state.ro: got 0 tensors, expected 1", optimizer, withState(dict, "ro", List.of()));
    assertLoadRefused(
        "state.n_iter: got null, expected a Number", optimizer, withState(dict, "n_iter", null));
    assertLoadRefused(
        "state: got \"exp_avg\", expected "
            + LBFGSState.NAMES
            + "; it is the state of another"
            + " optimizer than LBFGS",
        optimizer,
        stepped().stateDict().get("state") instanceof Map<?, ?> state
            ? withState(dict, "exp_avg", ((Map<?, ?>) state.get(0L)).get("exp_avg"))
            : dict);
  }

  private static Adam stepped() {
    var optimizer = new Adam(List.of(OptimizerBadInputTest.withGradient(Torch.ones(2, 2))));
    optimizer.step();
    return optimizer;
  }

  private static Map<String, Object> withState(Map<String, ?> dict, String name, Object value) {
    Map<Object, Object> state =
        new LinkedHashMap<>((Map<?, ?>) ((Map<?, ?>) dict.get("state")).get(0L));
    state.put(name, value);
    Map<String, Object> changed = new HashMap<>(dict);
    changed.put("state", Map.of(0L, state));
    return changed;
  }

  private static Map<String, Object> withOption(Map<String, ?> dict, String name, Object value) {
    Map<Object, Object> group =
        new LinkedHashMap<>((Map<?, ?>) ((List<?>) dict.get("param_groups")).get(0));
    group.put(name, value);
    Map<String, Object> changed = new HashMap<>(dict);
    changed.put("param_groups", List.of(group));
    return changed;
  }

  private static void assertLoadRefused(
      String message, Optimizer<?> optimizer, Map<String, ?> dict) {
    List<Object> before = numbers(optimizer.stateDict());
    OptimizerBadInputTest.assertRefused(message, () -> optimizer.loadStateDict(dict));
    assertEquals(before, numbers(optimizer.stateDict()));
    assertTrue(before.size() > 1);
  }

  /** All values of a state dict, in order, with tensors as lists of their elements. */
  private static List<Object> numbers(Object value) {
    List<Object> all = new ArrayList<>();
    if (value instanceof Tensor tensor) {
      for (double element : Tensors.values(tensor)) {
        all.add(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> all.addAll(numbers(item)));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> all.addAll(numbers(item)));
    } else {
      all.add(String.valueOf(value));
    }
    return all;
  }
}
