package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

final class LBFGSTest {
  private static Tensor loss(Optimizer<?> optimizer, Tensor parameter) {
    optimizer.zeroGrad();
    Tensor away = parameter.sub(3);
    Tensor loss = away.mul(away).mul(away).mul(away).sum();
    loss.backward();
    return loss;
  }

  @ParameterizedTest
  @EnumSource(LBFGS.LineSearchFn.class)
  void step_findsTheMinimum_andReturnsTheFirstLoss(LBFGS.LineSearchFn lineSearch) {
    Tensor parameter = Tensors.parameter(2);
    var optimizer = new LBFGS(List.of(parameter), LBFGS.options().lineSearchFn(lineSearch));
    Tensor first = optimizer.step(() -> loss(optimizer, parameter));
    assertEquals(32, first.itemFloat());
    for (int step = 0; step < 3; step++) {
      optimizer.step(() -> loss(optimizer, parameter));
    }
    assertEquals(3, Tensors.values(parameter)[0], 0.1);
    assertTrue(Torch.isGradEnabled());
  }

  @ParameterizedTest
  @EnumSource(LBFGS.LineSearchFn.class)
  void step_keepsOnlyTensorsOfTheFirstClosureCallInTheScope(LBFGS.LineSearchFn lineSearch) {
    Tensor parameter = Tensors.parameter(100);
    var optimizer = new LBFGS(List.of(parameter), LBFGS.options().lineSearchFn(lineSearch));
    List<Tensor> seen = new ArrayList<>();
    try (var scope = new CountingScope()) {
      optimizer.step(
          () -> {
            if (!seen.isEmpty()) {
              assertFalse(seen.get(0).unwrap().isNull());
              seen.stream().skip(1).forEach(later -> assertTrue(later.unwrap().isNull()));
            }
            scope.open = seen.isEmpty();
            Tensor loss = loss(optimizer, parameter);
            scope.open = false;
            seen.add(loss);
            return loss;
          });
      assertTrue(seen.size() > 2);
      assertEquals(0, scope.later);
    }
    Map<?, ?> state = (Map<?, ?>) ((Map<?, ?>) optimizer.stateDict().get("state")).get(0L);
    assertFalse(((Tensor) state.get("d")).unwrap().isNull());
    optimizer.step(() -> loss(optimizer, parameter)); // what was kept is still there
  }

  /** Counts the tensors that are attached to this scope after the first call of the closure. */
  private static final class CountingScope extends PointerScope {
    private boolean open;
    private int later;

    @Override
    public PointerScope attach(org.bytedeco.javacpp.Pointer pointer) {
      if (!open && pointer instanceof org.bytedeco.pytorch.Tensor) {
        later++;
      }
      return super.attach(pointer);
    }
  }

  @Test
  void stateDict_beforeTheFirstStep_isEmptyAndLoads() {
    Tensor parameter = Tensors.parameter(2);
    var optimizer = new LBFGS(List.of(parameter));
    var dict = optimizer.stateDict();
    assertEquals(Map.of(), dict.get("state"));
    optimizer.step(() -> loss(optimizer, parameter));
    optimizer.loadStateDict(dict);
    assertEquals(Map.of(), optimizer.stateDict().get("state"));
  }

  @Test
  void stateDict_outlivesFurtherSteps() {
    Tensor parameter = Tensors.parameter(2);
    var optimizer = new LBFGS(List.of(parameter), LBFGS.options().maxIter(3).historySize(1));
    optimizer.step(() -> loss(optimizer, parameter));
    Map<?, ?> state = (Map<?, ?>) ((Map<?, ?>) optimizer.stateDict().get("state")).get(0L);
    Tensor direction = (Tensor) state.get("d");
    double[] before = Tensors.values(direction);
    optimizer.step(() -> loss(optimizer, parameter));
    assertEquals(before[0], Tensors.values(direction)[0]);
    assertEquals(2L, state.get("n_iter"));
  }

  @Test
  void step_withoutGradient_returnsAtOnce() {
    Tensor parameter = Tensors.parameter(2);
    var optimizer = new LBFGS(List.of(parameter));
    optimizer.step(() -> parameter.sum());
    assertEquals(1, Tensors.values(parameter)[0]);
    assertEquals(
        Map.of("func_evals", 1L, "n_iter", 0L),
        ((Map<?, ?>) optimizer.stateDict().get("state")).get(0L));
  }

  @Test
  void step_whoseClosureThrows_canBeRepeated() {
    Tensor parameter = Tensors.parameter(2);
    var optimizer = new LBFGS(List.of(parameter));
    int[] calls = {0};
    assertThrows(
        IllegalStateException.class,
        () ->
            optimizer.step(
                () -> {
                  if (calls[0]++ == 2) {
                    throw new IllegalStateException("no loss");
                  }
                  return loss(optimizer, parameter);
                }));
    assertTrue(Torch.isGradEnabled());
    optimizer.step(() -> loss(optimizer, parameter));
    assertTrue(Tensors.values(parameter)[0] > 1);
  }

  @Test
  void hooks_areCalledBeforeAndAfterTheClosure() {
    Tensor parameter = Tensors.parameter(2);
    List<String> order = new ArrayList<>();
    var optimizer = new LBFGS(List.of(parameter), LBFGS.options().maxIter(1));
    optimizer.registerStepPreHook(o -> order.add("before"));
    optimizer.registerStepPostHook(o -> order.add("after"));
    optimizer.step(
        () -> {
          order.add("closure");
          return loss(optimizer, parameter);
        });
    assertEquals(List.of("before", "closure", "after"), order);
    assertEquals(1, optimizer.stepCount());
  }
}
