package torch4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Tensors;

final class OptimizerTest {
  private static Tensor withGradient(double gradient, long... shape) {
    Tensor parameter = Tensors.parameter(shape);
    parameter.unwrap().mutable_grad().put(Torch.full(shape, gradient).unwrap());
    return parameter;
  }

  @Test
  void step_groupsWithTheirOwnLearningRates_useThem() {
    Tensor slow = withGradient(1, 2);
    Tensor fast = withGradient(1, 3);
    var optimizer =
        new SGD(
            SGD.options().lr(0.1),
            Params.of(List.of(slow)),
            Params.of(List.of(fast), o -> o.lr(0.5)));
    optimizer.step();
    assertEquals(0.9, Tensors.values(slow)[0], 1e-7);
    assertEquals(0.5, Tensors.values(fast)[2], 1e-7);
    assertEquals(0.1, optimizer.paramGroups().get(0).lr());
    assertEquals(0.5, optimizer.paramGroups().get(1).lr());
  }

  @Test
  void step_afterTheLearningRateWasSet_usesIt() {
    Tensor parameter = withGradient(1, 1);
    var optimizer = new SGD(List.of(parameter), SGD.options().lr(0.1));
    optimizer.paramGroups().get(0).lr(0.25);
    optimizer.step();
    assertEquals(0.75, parameter.itemFloat());
  }

  @Test
  void step_parameterWithoutGradient_isUnchanged() {
    Tensor with = withGradient(1, 1);
    Tensor without = Tensors.parameter(1);
    new Adam(List.of(with, without), Adam.options().lr(0.1)).step();
    assertEquals(0.9, with.itemFloat(), 1e-6);
    assertEquals(1, without.itemFloat());
  }

  @Test
  void step_emptyAndScalarAndStridedParameters_work() {
    Tensor empty = withGradient(1, 0);
    Tensor scalar = withGradient(1);
    Tensor strided = Torch.ones(2, 3).t().requiresGrad_(true);
    strided.unwrap().mutable_grad().put(Torch.ones(3, 2).unwrap());
    new AdamW(List.of(empty, scalar, strided), AdamW.options().lr(0.1).weightDecay(0)).step();
    assertEquals(0.9, scalar.itemFloat(), 1e-6);
    for (double value : Tensors.values(strided)) {
      assertEquals(0.9, value, 1e-6);
    }
  }

  @Test
  void step_withClosure_recordsGradientsAndReturnsTheLoss() {
    Tensor parameter = Tensors.parameter(1);
    var optimizer = new SGD(List.of(parameter), SGD.options().lr(0.1));
    Tensor loss;
    try (var noGrad = Torch.noGrad()) {
      loss =
          optimizer.step(
              () -> {
                optimizer.zeroGrad();
                Tensor squared = parameter.mul(parameter).sum();
                squared.backward();
                return squared;
              });
    }
    assertEquals(1, loss.itemFloat());
    assertEquals(0.8, parameter.itemFloat(), 1e-6);
  }

  @Test
  void zeroGrad_setsToNoneOrToZeros() {
    Tensor parameter = withGradient(1, 2);
    var optimizer = new SGD(List.of(parameter));
    optimizer.zeroGrad(false);
    assertEquals(0, Tensors.values(parameter.grad())[0]);
    optimizer.zeroGrad();
    assertNull(parameter.grad());
  }

  @Test
  void step_sparseGradient_isRefusedAndChangesNothing() {
    Tensor parameter = Tensors.parameter(2, 2);
    parameter.unwrap().mutable_grad().put(Torch.ones(2, 2).toSparse().unwrap());
    var optimizer = new Adam(List.of(parameter));
    var error = assertThrows(TorchException.class, optimizer::step);
    assertEquals(
        "Adam: gradient of parameter 0 in group 0: got Sparse [2, 2], expected a dense one; Adam does"
            + " not support sparse gradients",
        error.getMessage());
    assertEquals(1, Tensors.values(parameter)[0]);
  }

  @Test
  void optimizer_outlivesItsJavaListsAndIsFreed() {
    for (int i = 0; i < 100; i++) {
      new Adam(List.of(withGradient(1, 1000))).step();
    }
    System.gc();
    Tensor parameter = withGradient(1, 1);
    new Adam(List.of(parameter)).step();
    assertTrue(parameter.itemFloat() < 1);
  }

  @Test
  void adagrad_hasAnInitialState() {
    Tensor parameter = Tensors.parameter(2);
    var options = Adagrad.options().initialAccumulatorValue(0.5);
    var state = (Map<?, ?>) new Adagrad(List.of(parameter), options).stateDict().get("state");
    var first = (Map<?, ?>) state.get(0L);
    assertEquals(0, ((Tensor) first.get("step")).itemFloat());
    assertEquals(0.5, Tensors.values((Tensor) first.get("sum"))[1]);
  }

  @Test
  void step_withClosure_callsTheHooksBeforeAndAfter() {
    Tensor parameter = withGradient(1, 1);
    List<String> order = new ArrayList<>();
    var optimizer = new SGD(List.of(parameter));
    optimizer.registerStepPreHook(o -> order.add("before"));
    optimizer.registerStepPostHook(o -> order.add("after"));
    optimizer.step(
        () -> {
          order.add("closure");
          return parameter;
        });
    assertEquals(List.of("before", "closure", "after"), order);
  }

  @Test
  void emptyList_isRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Adam(List.of()));
    assertEquals("params: got an empty list, expected at least one tensor", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new SGD(SGD.options()));
  }

  @Test
  void negativeLearningRate_isRefusedByTheConstructorOnly() {
    List<Tensor> params = List.of(withGradient(1, 1));
    var error =
        assertThrows(IllegalArgumentException.class, () -> new SGD(params, SGD.options().lr(-0.1)));
    assertEquals("lr: got -0.1, expected >= 0.0", error.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Adam(params, Adam.options().lr(Double.NaN)));
    var optimizer = new SGD(params, SGD.options().lr(0.5));
    optimizer.paramGroups().get(0).lr(-0.25);
    optimizer.step();
    assertEquals(1.25, params.get(0).itemFloat());
    assertEquals(-0.25, optimizer.paramGroups().get(0).lr());
  }

  @Test
  void invalidOptions_areRefused() {
    List<Tensor> params = List.of(Tensors.parameter(1));
    assertEquals(
        "beta1: got 1.0, expected 0 <= beta1 < 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Adam(params, Adam.options().betas(1, 0.9)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Adam.options().eps(-1));
    assertThrows(IllegalArgumentException.class, () -> AdamW.options().weightDecay(-1));
    assertEquals(
        "nesterov: got momentum 0.0 and dampening 0.0, expected momentum > 0 and dampening 0;"
            + " Nesterov momentum requires a momentum and zero dampening",
        assertThrows(
                IllegalArgumentException.class, () -> new SGD(params, SGD.options().nesterov(true)))
            .getMessage());
    new SGD(params, SGD.options().nesterov(true).momentum(0.9));
  }

  @Test
  void parameterTwiceOrNotALeafOrClosed_isRefused() {
    Tensor parameter = Tensors.parameter(2);
    var twice =
        assertThrows(IllegalArgumentException.class, () -> new SGD(List.of(parameter, parameter)));
    assertEquals(
        "params[1]: got [2] float32 for the second time, expected each parameter once, in one"
            + " group",
        twice.getMessage());
    var leaf =
        assertThrows(
            IllegalArgumentException.class, () -> new SGD(List.of(parameter.add(parameter))));
    assertEquals(
        "params[0]: got a non-leaf tensor [2] float32, expected a leaf", leaf.getMessage());
    Tensor closed = Tensors.parameter(1);
    closed.close();
    var error = assertThrows(IllegalStateException.class, () -> new SGD(List.of(closed)));
    assertEquals(
        "params[0]: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
  }
}
