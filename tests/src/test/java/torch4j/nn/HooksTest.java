package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

final class HooksTest {
  /** {@code a * b}: a module of two inputs. */
  private static final class Product extends Module {
    @Override
    public Tensor forward(Tensor a, Tensor b) {
      return a.mul(b);
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static Tensor leaf(double... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length))
        .requiresGrad_(true);
  }

  private static Tensor doubled(Tensor tensor) {
    return tensor.mul(2);
  }

  @Test
  void forwardHooks_runInOrder_andReplaceInputAndOutput() {
    var module = new ReLU();
    List<String> calls = new ArrayList<>();
    module.registerForwardPreHook(
        (m, inputs) -> {
          calls.add("pre");
          return List.of(inputs.get(0).neg());
        });
    module.registerForwardHook(
        (m, inputs, output) -> {
          calls.add("first");
          Tensors.assertSame(leaf(1, -2), inputs.get(0), "the changed input");
          return doubled((Tensor) output);
        });
    module.registerForwardHook(
        (m, inputs, output) -> {
          calls.add("second");
          return null;
        });
    Tensors.assertSame(leaf(2, 0), module.call(leaf(-1, 2)), "output");
    assertEquals(List.of("pre", "first", "second"), calls);
  }

  @Test
  void remove_takesOneHookAway_twiceDoesNothing() {
    var module = new ReLU();
    ForwardHook hook = (m, inputs, output) -> doubled((Tensor) output);
    RemovableHandle first = module.registerForwardHook(hook);
    try (var second = module.registerForwardHook(hook)) {
      assertEquals(4, module.call(leaf(1)).itemDouble());
    }
    assertEquals(2, module.call(leaf(1)).itemDouble());
    first.remove();
    first.remove();
    assertEquals(1, module.call(leaf(1)).itemDouble());
  }

  @Test
  void backwardHook_seesTheGradientsOfAllInputs_andReplacesThem() {
    var module = new Product();
    List<List<Tensor>> seen = new ArrayList<>();
    module.registerFullBackwardHook(
        (m, gradInput, gradOutput) -> {
          seen.add(gradInput.stream().map(Tensor::clone).toList());
          seen.add(gradOutput.stream().map(Tensor::clone).toList());
          return List.of(doubled(gradInput.get(0)), gradInput.get(1));
        });
    Tensor a = leaf(2, 3);
    Tensor b = leaf(5, 7);
    module.call(a, b).mul(10).sum().backward();
    Tensors.assertSame(leaf(50, 70), seen.get(0).get(0), "grad of a");
    Tensors.assertSame(leaf(20, 30), seen.get(0).get(1), "grad of b");
    Tensors.assertSame(leaf(10, 10), seen.get(1).get(0), "grad of the output");
    Tensors.assertSame(leaf(100, 140), a.grad(), "a.grad");
    Tensors.assertSame(leaf(20, 30), b.grad(), "b.grad");
  }

  @Test
  void backwardHook_inputWithoutGradient_isNull() {
    var module = new Product();
    List<Tensor> seen = new ArrayList<>();
    module.registerFullBackwardHook(
        (m, gradInput, gradOutput) -> {
          seen.addAll(gradInput);
          return null;
        });
    module
        .call(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new double[] {2}, 1)), leaf(3))
        .sum()
        .backward();
    assertEquals(2, seen.size());
    assertNull(seen.get(0));
  }

  @Test
  void backwardHook_noInputWithGradient_runsAtTheOutput() {
    var linear = new Linear(2, 1);
    List<Tensor> seen = new ArrayList<>();
    linear.registerFullBackwardHook(
        (m, gradInput, gradOutput) -> {
          seen.addAll(gradInput);
          return null;
        });
    linear.call(Torch.ones(1, 2)).sum().backward();
    assertEquals(1, seen.size());
    assertNull(seen.get(0));
    assertTrue(linear.weight().grad() != null);
  }

  @Test
  void hooks_wrongNumberOfTensors_areRefused() {
    var module = new Product();
    module.registerForwardPreHook((m, inputs) -> List.of(inputs.get(0)));
    assertEquals(
        "Product: forward pre-hook: got 1 tensors, expected 2 or null",
        assertThrows(IllegalArgumentException.class, () -> module.call(leaf(1), leaf(2)))
            .getMessage());
    var other = new ReLU();
    other.registerForwardHook((m, inputs, output) -> "text");
    assertEquals(
        "ReLU: forward hook: got a String, expected a Tensor or null",
        assertThrows(IllegalArgumentException.class, () -> other.call(leaf(1))).getMessage());
  }

  @Test
  void backwardHook_keepsNothingAlive() {
    var module = new Linear(64, 64);
    module.registerFullBackwardHook((m, gradInput, gradOutput) -> null);
    for (int i = 0; i < 200; i++) {
      try (var scope = Torch.scope()) {
        Tensor x = Torch.ones(64, 64).requiresGrad_(true);
        module.call(x).sum().backward();
        module.zeroGrad();
      }
    }
    long before = org.bytedeco.javacpp.Pointer.totalCount();
    for (int i = 0; i < 200; i++) {
      try (var scope = Torch.scope()) {
        Tensor x = Torch.ones(64, 64).requiresGrad_(true);
        module.call(x).sum().backward();
        module.zeroGrad();
      }
    }
    assertTrue(org.bytedeco.javacpp.Pointer.totalCount() - before < 10);
  }
}
