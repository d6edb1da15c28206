package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import torch4j.BackwardOptions;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.autograd.TestFunctions.Cube;
import torch4j.autograd.TestFunctions.Mul;

/** Custom functions: what is Java's own, beside what {@link AutogradLiveTest} compares. */
final class FunctionTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values).requiresGrad_();
  }

  /** Calls a body in the place of backward. */
  private static final class Calling extends Function {
    private final Callable<Tensor> body;

    Calling(Callable<Tensor> body) {
      this.body = body;
    }

    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
      return tensors(inputs[0].mul(2));
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      try {
        return tensors(body.call());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void backward_thatThrows_throwsTheSameException() {
    var thrown = new UnsupportedOperationException("mine");
    Tensor y =
        new Calling(
                () -> {
                  throw thrown;
                })
            .call(leaf(1, 2));
    assertSame(thrown, assertThrows(UnsupportedOperationException.class, () -> y.sum().backward()));
  }

  @Test
  void backward_thatThrowsAnError_throwsTheSameError() {
    var thrown = new AssertionError("mine");
    Tensor y =
        new Calling(
                () -> {
                  throw thrown;
                })
            .call(leaf(1, 2));
    assertSame(thrown, assertThrows(AssertionError.class, () -> y.sum().backward()));
  }

  @Test
  void backward_insideOfBackward_throwsTheSameException() {
    var thrown = new UnsupportedOperationException("inner");
    Tensor inner =
        new Calling(
                () -> {
                  throw thrown;
                })
            .call(leaf(1));
    Tensor outer =
        new Calling(
                () -> {
                  inner.backward();
                  return Torch.ones(1);
                })
            .call(leaf(1));
    assertSame(thrown, assertThrows(UnsupportedOperationException.class, () -> outer.backward()));
  }

  @Test
  void hook_thatThrows_throwsTheSameException() {
    var thrown = new UnsupportedOperationException("hook");
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    y.registerHook(
        gradient -> {
          throw thrown;
        });
    assertSame(thrown, assertThrows(UnsupportedOperationException.class, () -> y.sum().backward()));
    assertNull(x.grad());
  }

  @Test
  void backward_thatReturnsAClosedTensor_isRefused() {
    Tensor closed = Torch.ones(1);
    closed.close();
    Tensor y = new Calling(() -> closed).call(leaf(1));
    var e = assertThrows(IllegalStateException.class, y::backward);
    assertEquals(
        "CallingBackward[0]: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        e.getMessage());
  }

  @Test
  void call_ofAClosedTensor_isRefused() {
    Tensor closed = leaf(1);
    closed.close();
    var e = assertThrows(IllegalStateException.class, () -> new Cube().call(closed));
    assertEquals(
        "inputs[0]: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        e.getMessage());
  }

  @Test
  void forward_thatReturnsNull_isRefused() {
    var function =
        new Function() {
          @Override
          protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return null;
          }

          @Override
          protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return gradOutputs;
          }
        };
    var e = assertThrows(IllegalArgumentException.class, () -> function.call(leaf(1)));
    assertEquals("forward: got null, expected tensors", e.getMessage());
  }

  @Test
  void gradientOfNoTensor_isRefused() {
    var function =
        new Function() {
          @Override
          protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return tensors(inputs[0].mul(2), null);
          }

          @Override
          protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return tensors(gradOutputs[0], gradOutputs[0]);
          }

          @Override
          protected String name() {
            return "DoubledBackward";
          }
        };
    List<Tensor> outputs = function.apply(leaf(1), null);
    assertNull(outputs.get(1));
    var e = assertThrows(TorchException.class, () -> outputs.get(0).backward());
    assertEquals(
        "function DoubledBackward returned a gradient different than None at position 2, but the"
            + " corresponding forward input was not a Variable",
        e.getMessage());
  }

  @Test
  void context_outsideItsCall_isRefused() {
    var contexts = new ArrayList<FunctionContext>();
    var function =
        new Function() {
          @Override
          protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            contexts.add(ctx);
            assertTrue(ctx.needsInputGrad(0));
            assertEquals(false, ctx.needsInputGrad(1));
            ctx.set("factor", 3);
            ctx.saveForBackward(inputs[0], null);
            return tensors(inputs[0].mul(3));
          }

          @Override
          protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            contexts.add(ctx);
            assertNull(ctx.savedTensors().get(1));
            assertThrows(IllegalStateException.class, () -> ctx.saveForBackward());
            return tensors(gradOutputs[0].mul((int) ctx.get("factor")), null);
          }
        };
    Tensor x = leaf(1);
    function.call(x, Torch.ones(1)).backward();
    assertArrayEquals(new double[] {3}, x.grad().toDoubleArray());
    for (FunctionContext context : contexts) {
      assertEquals(
          "savedTensors: got a call outside backward, expected one inside",
          assertThrows(IllegalStateException.class, context::savedTensors).getMessage());
      assertEquals(
          "saveForBackward: got a call outside forward, expected one inside",
          assertThrows(IllegalStateException.class, context::saveForBackward).getMessage());
    }
    assertEquals(
        "index: got 2, expected from 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> contexts.get(0).needsInputGrad(2))
            .getMessage());
  }

  @Test
  void markDirty_returnsTheSameTensor() {
    Tensor x = leaf(1).mul(1);
    assertSame(x.unwrap(), new Mul("dirty").call(x, leaf(1)).unwrap());
    assertEquals("MulBackward", x.gradFnName());
  }

  @Test
  void call_withSeveralOutputs_isRefused() {
    var e =
        assertThrows(IllegalStateException.class, () -> new TestFunctions.Split().call(leaf(1)));
    assertEquals("call: got 3 outputs, expected 1; apply returns all", e.getMessage());
  }

  @Test
  void graph_keepsTheFunction_andFreesIt() throws InterruptedException {
    Tensor x = leaf(1, 2);
    var function = new WeakReference<Function>(null);
    Tensor y = null;
    for (int i = 0; i < 20; i++) {
      var made = new Cube();
      y = made.call(y == null ? x : y.mul(0.5));
      function = new WeakReference<>(made);
    }
    System.gc();
    assertTrue(function.get() != null, "the graph keeps its functions");
    y.sum().backward();
    y.close();
    y = null;
    for (int i = 0; i < 200 && function.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(function.get());
  }

  @Test
  void scope_mayCloseBetweenForwardAndBackward() {
    Tensor x = leaf(1, 2);
    Tensor y;
    try (var scope = Torch.scope()) {
      Tensor inner = new Cube().call(x.mul(2));
      scope.keep(inner.unwrap());
      y = inner;
    }
    System.gc();
    y.sum().backward();
    assertArrayEquals(new double[] {24, 96}, x.grad().toDoubleArray());
  }

  @Test
  void manyCalls_useNoMoreMemory() {
    Tensor x = Torch.ones(250_000).requiresGrad_(); // 1 MB
    long before = 0;
    for (int i = 0; i < 1_500; i++) {
      if (i == 100) {
        before = residentBytes();
      }
      try (var scope = Torch.scope()) {
        Tensor y = new Cube().call(x);
        y.registerHook(gradient -> gradient.mul(2));
        y.sum().backward();
        x.setGrad(null);
      }
    }
    long grown = residentBytes() - before;
    assertTrue(grown < 200_000_000, "grown by " + grown + " bytes");
  }

  private static long residentBytes() {
    return org.bytedeco.javacpp.Pointer.physicalBytes();
  }

  @Test
  void threads_runOneGraph() throws Exception {
    Tensor x = leaf(1, 2);
    Tensor y = new Cube().call(x).sum();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(
            threads.submit(
                () ->
                    Autograd.grad(List.of(y), List.of(x), GradOptions.options().retainGraph(true))
                        .get(0)
                        .toDoubleArray()));
      }
      for (Future<double[]> result : results) {
        assertArrayEquals(new double[] {3, 12}, result.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void deepBackwards_runOnOtherThreads() {
    leaf(1).mul(1).backward();
    Autograd.detectAnomaly().close(); // the engine changes after its first pass
    Tensor deepest = leaf(1);
    Tensor current = deepest.mul(1);
    for (int i = 0; i < 70; i++) { // LibTorch goes to another thread after 60
      Tensor next = current;
      current =
          new Calling(
                  () -> {
                    next.backward();
                    return Torch.tensor(new double[] {1});
                  })
              .call(leaf(1));
    }
    current.backward(null, BackwardOptions.options());
    assertArrayEquals(new double[] {1}, deepest.grad().toDoubleArray());
  }

  @Test
  void threads_besideTheCollector_haveRightGradients() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    var isDone = new AtomicBoolean();
    Future<?> collector =
        threads.submit(
            () -> {
              while (!isDone.get()) {
                System.gc();
              }
            });
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        workers.add(threads.submit(FunctionTest::manyGradients));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      isDone.set(true);
      collector.get();
      threads.shutdown();
    }
  }

  private static void manyGradients() {
    for (int i = 0; i < 300; i++) {
      Tensor x = leaf(1, 2);
      Tensor cube = Autograd.checkpoint(input -> new Cube().call(input).mul(2), x.mul(1));
      cube.registerHook(gradient -> gradient.mul(0.5));
      GradOptions create = GradOptions.options().createGraph(true);
      Tensor gradient = Autograd.grad(List.of(cube.sum()), List.of(x), create).get(0);
      assertArrayEquals(new double[] {3, 12}, gradient.detach().toDoubleArray());
      gradient.sum().backward();
      assertArrayEquals(new double[] {6, 12}, x.grad().toDoubleArray());
    }
  }
}
