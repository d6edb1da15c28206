package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import torch4j.BackwardOptions;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.amp.Autocast;
import torch4j.autograd.TestFunctions.Cube;
import torch4j.autograd.TestFunctions.Wrong;
import torch4j.nn.Dropout;
import torch4j.nn.Linear;
import torch4j.nn.Sequential;
import torch4j.nn.Tanh;

/** Autograd: what is Java's own, beside what {@link AutogradLiveTest} compares. */
final class AutogradTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values).requiresGrad_();
  }

  private static Tensor closed() {
    Tensor tensor = leaf(1);
    tensor.close();
    return tensor;
  }

  private static String message(Class<? extends Throwable> type, Runnable body) {
    return assertThrows(type, body::run).getMessage();
  }

  @Test
  void closedTensors_areRefused() {
    Class<IllegalStateException> type = IllegalStateException.class;
    String open =
        ": got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step";
    assertEquals("backward: input" + open, message(type, () -> closed().backward()));
    assertEquals("gradient" + open, message(type, () -> leaf(1).backward(closed())));
    assertEquals("gradient" + open, message(type, () -> leaf(1).setGrad(closed())));
    assertEquals("setGrad: input" + open, message(type, () -> closed().setGrad(leaf(1))));
    assertEquals("grad_fn: input" + open, message(type, () -> closed().gradFnName()));
    assertEquals(
        "registerHook: input" + open, message(type, () -> closed().registerHook(g -> null)));
    assertEquals(
        "tensors[0]" + open, message(type, () -> Autograd.backward(List.of(closed()), null)));
    assertEquals("input" + open, message(type, () -> Autograd.grad(leaf(1), closed())));
    assertEquals(
        "gradients[0]" + open,
        message(type, () -> Autograd.backward(List.of(leaf(1)), List.of(closed()))));
    assertEquals("input" + open, message(type, () -> Autograd.checkpoint(x -> x.sin(), closed())));
  }

  @Test
  void nulls_areRefused() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    assertEquals(
        "hook: got null, expected a hook", message(type, () -> leaf(1).registerHook(null)));
    assertEquals(
        "options: got null, expected options of backward",
        message(type, () -> leaf(1).backward(null, null)));
    assertEquals(
        "output: got null, expected a tensor",
        message(type, () -> Autograd.grad((Tensor) null, leaf(1))));
    assertEquals(
        "tensors: got null, expected a list", message(type, () -> Autograd.backward(null, null)));
    assertEquals(
        "inputs[0]: got null, expected a tensor",
        message(
            type,
            () -> BackwardOptions.options().inputs(Collections.singletonList((Tensor) null))));
    assertEquals(
        "gradOutputs: got none, expected one with a first dimension as the batch, because"
            + " isGradsBatched is true",
        message(
            type,
            () ->
                Autograd.grad(
                    List.of(leaf(1)),
                    List.of(leaf(1)),
                    GradOptions.options().isGradsBatched(true))));
    assertEquals(
        "segments: got 2, expected from 1 to 1",
        message(type, () -> Autograd.checkpointSequential(List.of(Tensor::sin), 2, leaf(1))));
  }

  @Test
  void batchedGradient_ofAnotherShape_isRefused() {
    GradOptions options = GradOptions.options().isGradsBatched(true);
    String message =
        message(
            TorchException.class,
            () ->
                Autograd.grad(
                    List.of(leaf(1, 2, 3)),
                    List.of(leaf(1)),
                    options.gradOutputs(List.of(Torch.ones(4, 2)))));
    assertTrue(
        message.contains(
            "grad_output[0] has a shape of torch.Size([2]) and output[0] has a shape of"
                + " torch.Size([3])"),
        message);
  }

  @Test
  void unusedInput_hasNull() {
    Tensor x = leaf(1);
    List<Tensor> gradients =
        Autograd.grad(
            List.of(x.mul(2)), List.of(leaf(1), x), GradOptions.options().allowUnused(true));
    assertNull(gradients.get(0));
    assertArrayEquals(new double[] {2}, gradients.get(1).toDoubleArray());
  }

  @Test
  void hooks_ofOneTensor_mayChangeWhileTheyRun() {
    Tensor x = leaf(1);
    var calls = new AtomicInteger();
    x.registerHook(
        gradient -> {
          x.registerHook(
              again -> {
                calls.incrementAndGet();
                return null;
              });
          return null;
        });
    x.mul(2).backward();
    assertEquals(0, calls.get());
    x.mul(2).backward();
    assertEquals(1, calls.get());
  }

  @Test
  void undefinedGradient_isNullForAHook() {
    var function =
        new Function() {
          @Override
          protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
            return tensors(inputs[0].mul(2));
          }

          @Override
          protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
            return tensors((Tensor) null);
          }
        };
    Tensor y = leaf(1).mul(2);
    List<Tensor> seen = new ArrayList<>();
    y.registerHook(
        gradient -> {
          seen.add(gradient);
          return null;
        });
    function.call(y).backward();
    assertEquals(Collections.singletonList(null), seen);
  }

  @Test
  void gradFnName_isPythons() {
    assertNull(leaf(1).gradFnName());
    assertEquals("SinBackward0", leaf(1).sin().gradFnName());
  }

  @Test
  void anomaly_namesTheLineOfTheForward() {
    assertFalse(Autograd.isAnomalyEnabled());
    try (AnomalyDetection on = Autograd.detectAnomaly()) {
      assertTrue(Autograd.isAnomalyEnabled());
      Tensor x = leaf(0);
      Tensor y = square(x);
      var e = assertThrows(TorchException.class, () -> y.mul(0).backward());
      assertEquals(
          "Function 'SqrtBackward0' returned nan values in its 0th output.", e.getMessage());
      assertEquals(
          "Error detected in SqrtBackward0. Traceback of forward call that caused the error",
          e.getCause().getMessage());
      assertTrue(
          Arrays.stream(e.getCause().getStackTrace())
              .anyMatch(
                  line ->
                      line.getClassName().equals(AutogradTest.class.getName())
                          && line.getMethodName().equals("square")),
          Arrays.toString(e.getCause().getStackTrace()));
    }
    assertFalse(Autograd.isAnomalyEnabled());
    Tensor x = leaf(0);
    square(x).mul(0).backward();
    assertTrue(Double.isNaN(x.grad().itemDouble()));
  }

  private static Tensor square(Tensor x) {
    return x.sqrt();
  }

  @Test
  void anomaly_ofADoubleBackward_namesBothLines() {
    try (AnomalyDetection on = Autograd.detectAnomaly()) {
      Tensor x = leaf(0);
      Tensor g =
          Autograd.grad(
                  List.of(x.pow(1.5).sum()), List.of(x), GradOptions.options().createGraph(true))
              .get(0);
      var e = assertThrows(TorchException.class, () -> g.mul(0).backward());
      Throwable parent = e.getCause().getCause();
      assertEquals(
          "Previous calculation. Traceback of forward call that induced it", parent.getMessage());
      assertTrue(parent.getStackTrace().length > 0);
    }
  }

  @Test
  void anomaly_withoutForward_saysSo() {
    Tensor y = leaf(0).sqrt().mul(0);
    try (AnomalyDetection on = Autograd.detectAnomaly()) {
      var e = assertThrows(TorchException.class, y::backward);
      assertEquals(
          "Error detected in SqrtBackward0. No forward pass information available. Enable detect"
              + " anomaly during forward pass for more information.",
          e.getCause().getMessage());
    }
  }

  @Test
  void anomaly_keepsTheExceptionOfAHook() {
    var thrown = new UnsupportedOperationException("mine");
    try (AnomalyDetection on = Autograd.detectAnomaly(false)) {
      Tensor y = leaf(1).mul(2);
      y.registerHook(
          gradient -> {
            throw thrown;
          });
      assertSame(thrown, assertThrows(UnsupportedOperationException.class, y::backward));
      assertTrue(thrown.getCause().getMessage().startsWith("Error detected in MulBackward"));
    }
  }

  @Test
  void checkpoint_savesNothingButItsInputs() {
    Tensor x = leaf(1, 2);
    List<Tensor> saved = new ArrayList<>();
    var calls = new AtomicInteger();
    try (ThreadState hooks =
        Autograd.savedTensorsHooks(
            tensor -> {
              saved.add(tensor);
              return tensor;
            },
            packed -> (Tensor) packed)) {
      Tensor y =
          Autograd.checkpoint(
              input -> {
                calls.incrementAndGet();
                return input.sin().exp().cos();
              },
              x);
      assertEquals(0, saved.size());
      y.sum().backward();
    }
    assertEquals(2, calls.get());
  }

  @Test
  void checkpoint_ofOtherComputation_isRefused() {
    var calls = new AtomicInteger();
    Tensor fewer =
        Autograd.checkpoint(
            x -> calls.getAndIncrement() == 0 ? x.sin().exp() : x.sin(), leaf(1, 2));
    assertEquals(
        "torch.utils.checkpoint: A different number of tensors was saved during the original"
            + " forward and recomputation.\nNumber of tensors saved during forward: 2\nNumber of"
            + " tensors saved during recomputation: 1.",
        message(TorchException.class, () -> fewer.sum().backward()));
    calls.set(0);
    Tensor other =
        Autograd.checkpoint(
            x -> calls.getAndIncrement() == 0 ? x.sin().sum() : x.repeat(2).sin().sum(),
            leaf(1, 2));
    assertEquals(
        "torch.utils.checkpoint: Recomputed values for the following tensors have different"
            + " metadata than during the forward pass.\ntensor at position 0:\nsaved metadata: [2]"
            + " float64\nrecomputed metadata: [4] float64\n.",
        message(TorchException.class, () -> other.sum().backward()));
  }

  @Test
  void checkpoint_throwsWhatItsFunctionThrows() {
    var thrown = new UnsupportedOperationException("again");
    var calls = new AtomicInteger();
    Tensor y =
        Autograd.checkpoint(
            x -> {
              if (calls.getAndIncrement() > 0) {
                throw thrown;
              }
              return x.sin();
            },
            leaf(1));
    assertSame(thrown, assertThrows(UnsupportedOperationException.class, y::backward));
  }

  @Test
  void checkpoint_ofAChangedInput_isRefused() {
    Tensor x = leaf(1).mul(2);
    Tensor y = Autograd.checkpoint(input -> input.sin(), x);
    x.add_(1);
    assertEquals(
        "checkpoint: inputs[0]: got version 1, expected 0: it has been modified by an inplace"
            + " operation since the forward pass",
        message(TorchException.class, y::backward));
  }

  @Test
  void checkpoint_withoutGradients_justCalls() {
    try (ThreadState off = Torch.noGrad()) {
      Tensor y = Autograd.checkpoint(x -> x.mul(2), leaf(1));
      assertArrayEquals(new double[] {2}, y.toDoubleArray());
    }
    Tensor x = leaf(3);
    assertArrayEquals(
        new double[] {3}, Autograd.checkpoint(same -> same, x).toDoubleArray().clone());
  }

  @Test
  void checkpoints_needLessMemory() {
    try (var scope = Torch.scope()) {
      Tensor x = Torch.ones(1_000_000).requiresGrad_(); // 4 MB
      long before = Pointer.physicalBytes();
      Tensor y = x;
      for (int i = 0; i < 30; i++) { // 960 MB, if all were kept
        y = Autograd.checkpoint(AutogradTest::sinEightTimes, y);
      }
      y.sum().backward();
      long grown = Pointer.physicalBytes() - before;
      assertTrue(grown < 500_000_000, "grown by " + grown + " bytes");
    }
  }

  private static Tensor sinEightTimes(Tensor input) {
    Tensor current = input;
    for (int i = 0; i < 8; i++) {
      current = current.sin();
    }
    return current;
  }

  @Test
  void checkpoint_ofAModule_hasItsGradients() {
    Torch.manualSeed(1);
    var model = new Sequential(new Linear(3, 4), new Dropout(0.5), new Tanh(), new Linear(4, 2));
    Tensor x = Torch.ones(5, 3).requiresGrad_();
    List<double[]> gradients = new ArrayList<>();
    for (boolean isCheckpointed : new boolean[] {false, true}) {
      Torch.manualSeed(2);
      UnaryOperator<Tensor> call = input -> model.call(input);
      model.zeroGrad();
      x.setGrad(null);
      Tensor y = isCheckpointed ? Autograd.checkpoint(call, x) : call.apply(x);
      y.sum().backward();
      gradients.add(x.grad().reshape(-1).toDouble().toDoubleArray());
      for (var parameter : model.parameters()) {
        Tensor grad = parameter.grad();
        gradients.add(grad.reshape(-1).toDouble().toDoubleArray());
      }
    }
    int half = gradients.size() / 2;
    assertEquals(5, half);
    for (int i = 0; i < half; i++) {
      assertArrayEquals(gradients.get(i), gradients.get(half + i));
    }
  }

  @Test
  void checkpoint_underAutocast_isComputedUnderAutocastAgain() {
    Tensor x = Torch.ones(4, 4).requiresGrad_();
    Tensor y;
    try (Autocast autocast = Autocast.cpu()) {
      y = Autograd.checkpoint(input -> input.mm(input).sin().mm(input), x);
    }
    assertEquals(DType.bfloat16, y.dtype());
    y.sum().backward();
    assertEquals(DType.float32, x.grad().dtype());
  }

  @Test
  void gradcheck_acceptsRightGradients() {
    Tensor x = leaf(0.5, 1, 1.5);
    Tensor y = leaf(2, 3, 4);
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).mul(in.get(1)).sin()), List.of(x, y)));
    assertTrue(Autograd.gradcheck(in -> new Cube().apply(in.get(0)), List.of(x)));
    assertTrue(Autograd.gradgradcheck(in -> new Cube().apply(in.get(0)), List.of(x)));
    assertTrue(
        Autograd.gradcheck(
            in -> List.of(in.get(0).sin(), in.get(0).t().mul(2)),
            List.of(leaf(1, 2, 3, 4, 5, 6).reshape(2, 3).t().detach().requiresGrad_())));
    Tensor complex = x.detach().to(DType.complex128).mul(2).requiresGrad_();
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).sin()), List.of(complex)));
    assertTrue(Autograd.gradgradcheck(in -> List.of(in.get(0).sin()), List.of(complex)));
    assertTrue(
        Autograd.gradcheck(
            in -> List.of(in.get(0).sin()), List.of(Torch.zeros(0).toDouble().requiresGrad_())));
    assertTrue(
        Autograd.gradcheck(in -> List.of(in.get(0).floor().detach()), List.of(leaf(0.25, 1.5))));
  }

  @Test
  void gradcheck_fastMode_agrees() {
    GradcheckOptions fast = GradcheckOptions.options().fastMode(true);
    Tensor a = leaf(0.5, 1.5, 2);
    Tensor b = Torch.tensor(new double[][] {{0.3, 1, 0.7}, {2, 0.1, 1.2}}).requiresGrad_();
    Tensor c = Torch.complex(leaf(1, 2).detach(), leaf(0.5, -1).detach()).requiresGrad_();
    Tensor none = Torch.zeros(0).toDouble().requiresGrad_();
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).sin()), List.of(a), fast));
    assertTrue(
        Autograd.gradcheck(
            in ->
                List.of(in.get(1).mul(in.get(0)).exp(), in.get(0).pow(3).sum(), in.get(1).argmax()),
            List.of(a, b),
            fast));
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).mul(in.get(0))), List.of(c), fast));
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).abs()), List.of(c), fast));
    assertTrue(Autograd.gradcheck(in -> List.of(in.get(0).sin()), List.of(none), fast));
    assertTrue(Autograd.gradgradcheck(in -> List.of(in.get(0).pow(3)), List.of(a), null, fast));
    assertTrue(
        Autograd.gradcheck(
            in -> List.of(in.get(0).floor().detach()), List.of(leaf(0.25, 1.5)), fast));
    Torch.manualSeed(3);
    double expected = Torch.rand(1).itemDouble();
    Torch.manualSeed(3);
    Autograd.gradcheck(in -> List.of(in.get(0).sin()), List.of(a), fast);
    assertEquals(expected, Torch.rand(1).itemDouble(), "the generator of the user is left alone");
  }

  @Test
  void gradcheck_withoutException_returnsFalse() {
    GradcheckOptions quiet = GradcheckOptions.options().raiseException(false);
    assertFalse(
        Autograd.gradcheck(in -> new Wrong(false).apply(in.get(0)), List.of(leaf(1, 2)), quiet));
    assertThrows(
        GradcheckException.class,
        () -> Autograd.gradcheck(in -> List.of(in.get(0).detach()), List.of(leaf(1, 2))));
  }
}
