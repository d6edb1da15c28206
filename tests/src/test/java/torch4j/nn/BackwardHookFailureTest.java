package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import torch4j.BackwardOptions;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.autograd.Autograd;

/** What a module's backward hook throws is what the backward pass throws. */
final class BackwardHookFailureTest {
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private static Tensor leaf(double... values) {
    return Torch.tensor(values).requiresGrad_();
  }

  @SuppressWarnings("unchecked") // for the compiler only: it throws what it is given
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static BackwardHook throwing(Throwable thrown) {
    return (module, gradInput, gradOutput) -> {
      BackwardHookFailureTest.<RuntimeException>raise(thrown);
      return null;
    };
  }

  private static <M extends Module> M with(M module, BackwardHook hook) {
    module.registerFullBackwardHook(hook);
    return module;
  }

  @Test
  void anyThrowable_comesOutAsItIs() {
    List<Throwable> all =
        List.of(
            new Refused("no further"),
            new AssertionError("an Error"),
            new IOException("a checked one"),
            new TorchException("of the user's own", ""));
    for (Throwable thrown : all) {
      Tensor x = leaf(1, -2);
      Tensor output = with(new ReLU(), throwing(thrown)).call(x).sum();
      assertSame(thrown, assertThrows(Throwable.class, output::backward));
      assertEquals(null, thrown.getCause());
      assertEquals(null, x.grad());
    }
    Tensor y = leaf(1, -2);
    new ReLU().call(y).sum().backward();
    assertArrayEquals(new double[] {1, 0}, y.grad().toDoubleArray());
  }

  @Test
  void noInputWithGradient_comesOutOfTheOutputsNode() {
    var thrown = new Refused("at the output");
    var linear = with(new Linear(2, 1), throwing(thrown));
    Tensor loss = linear.call(Torch.ones(1, 2)).sum();
    assertSame(thrown, assertThrows(Refused.class, loss::backward));
  }

  @Test
  void autogradGrad_throwsIt_too() {
    var thrown = new Refused("in grad");
    Tensor x = leaf(1);
    Tensor output = with(new Tanh(), throwing(thrown)).call(x);
    assertSame(thrown, assertThrows(Refused.class, () -> Autograd.grad(output, x)));
  }

  @Test
  void nestedModules_theInnersExceptionEndsThePass() {
    List<String> calls = new ArrayList<>();
    var thrown = new Refused("inner");
    var last = with(new Tanh(), (m, in, out) -> note(calls, "last"));
    var inner = with(new Sequential(with(new ReLU(), throwing(thrown)), last), note(calls));
    var outer = with(new Sequential(with(new Tanh(), note(calls)), inner), note(calls));
    Tensor loss = outer.call(leaf(1, 2)).sum();
    assertSame(thrown, assertThrows(Refused.class, loss::backward));
    assertEquals(List.of("last"), calls);
  }

  private static List<Tensor> note(List<String> calls, String name) {
    calls.add(name);
    return null;
  }

  private static BackwardHook note(List<String> calls) {
    return (module, in, out) -> note(calls, module.getClass().getSimpleName());
  }

  @Test
  void severalHooks_thoseAfterTheExceptionDoNotRun() {
    List<String> calls = new ArrayList<>();
    var thrown = new Refused("second");
    var module = with(new Tanh(), (m, in, out) -> note(calls, "first"));
    module.registerFullBackwardHook(throwing(thrown));
    module.registerFullBackwardHook((m, in, out) -> note(calls, "third"));
    Tensor loss = module.call(leaf(1)).sum();
    assertSame(thrown, assertThrows(Refused.class, loss::backward));
    assertEquals(List.of("first"), calls);
  }

  @Test
  void secondBackward_throws_andAThirdGoesOn() {
    int[] calls = {0};
    var thrown = new Refused("the second time");
    BackwardHook hook =
        (m, in, out) -> {
          if (++calls[0] == 2) {
            throw thrown;
          }
          return null;
        };
    Tensor x = leaf(3);
    Tensor loss = with(new ReLU(), hook).call(x).sum();
    var keep = BackwardOptions.options().retainGraph(true);
    loss.backward(null, keep);
    assertSame(thrown, assertThrows(Refused.class, () -> loss.backward(null, keep)));
    assertArrayEquals(new double[] {1}, x.grad().toDoubleArray());
    loss.backward();
    assertArrayEquals(new double[] {2}, x.grad().toDoubleArray());
    assertEquals(3, calls[0]);
  }

  @Test
  void wrongNumberOfGradients_isTheHouseForm() {
    var module = with(new ReLU(), (m, in, out) -> List.of());
    Tensor loss = module.call(leaf(1)).sum();
    assertEquals(
        "ReLU: backward hook: got 0 tensors, expected 1 or null",
        assertThrows(IllegalArgumentException.class, loss::backward).getMessage());
  }

  @Test
  void secondDerivative_leavesTheHooksAlone() {
    // Python: the gradients come to the inputs' node past the outputs' one.
    int[] calls = {0};
    var module =
        new Module() {
          @Override
          public Tensor forward(Tensor input) {
            return input.pow(3);
          }
        };
    module.registerFullBackwardHook(
        (m, in, out) -> {
          calls[0]++;
          return null;
        });
    Tensor x = leaf(2);
    var options = torch4j.autograd.GradOptions.options().createGraph(true);
    Tensor first = Autograd.grad(List.of(module.call(x)), List.of(x), options).get(0);
    assertEquals(1, calls[0]);
    assertArrayEquals(new double[] {12}, Autograd.grad(first, x).toDoubleArray());
    assertEquals(1, calls[0]);
  }

  @Test
  void exceptions_keepNothingAlive() throws InterruptedException {
    var module = with(new Linear(64, 64), (m, in, out) -> null);
    List<WeakReference<Throwable>> thrown = new ArrayList<>();
    module.registerFullBackwardHook(
        (m, in, out) -> {
          var refused = new Refused("again");
          thrown.add(new WeakReference<>(refused));
          throw refused;
        });
    failing(module);
    long before = Pointer.totalCount();
    failing(module);
    assertTrue(Pointer.totalCount() - before < 10);
    for (int i = 0; i < 50 && thrown.stream().anyMatch(each -> each.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertEquals(200, thrown.size());
    assertTrue(thrown.stream().allMatch(each -> each.get() == null), "global references are freed");
  }

  private static void failing(Module module) {
    for (int i = 0; i < 100; i++) {
      try (var scope = Torch.scope()) {
        Tensor loss = module.call(Torch.ones(64, 64).requiresGrad_(true)).sum();
        assertThrows(Refused.class, loss::backward);
      }
    }
  }
}
