package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Optimizer;
import torch4j.optim.StepOptions;
import torch4j.testing.Tensors;

/**
 * Unsupported gradients, together with a supported one: the messages of the scaler, the step with
 * clipping, the step without, and ClipGrad; parameters, moments, step counts and the scale stay
 * unchanged. The second device is meta, which is always available.
 */
final class RefusedGradientsTest {
  private static final StepOptions CLIPPED = StepOptions.defaults().maxNorm(0.1);

  private final Tensor fine = GradScalerTest.parameter(0.3, 4, 3);
  private final GradScaler scaler = new GradScaler(GradScalerTest.options());

  static Stream<Named<Function<List<Tensor>, Optimizer<?>>>> optimizers() {
    return GradScalerTest.optimizers();
  }

  /**
   * An optimizer of the supported parameter, which has made one step, and of one more parameter.
   */
  private Optimizer<?> steppedWith(Tensor more, Function<List<Tensor>, Optimizer<?>> make) {
    Optimizer<?> optimizer = make.apply(List.of(fine, more));
    scaler.scale(fine.square().sum()).backward();
    scaler.step(optimizer);
    scaler.update();
    optimizer.zeroGrad();
    scaler.scale(fine.square().sum()).backward();
    return optimizer;
  }

  private static void give(Tensor parameter, Tensor gradient) {
    parameter.unwrap().mutable_grad().put(gradient.unwrap());
  }

  private void assertRefused(String message, Optimizer<?> optimizer, Runnable call) {
    List<Tensor> before = state(optimizer);
    Map<String, Object> scale = scaler.stateDict();
    assertEquals(message, assertThrows(TorchException.class, call::run).getMessage());
    List<Tensor> after = state(optimizer);
    assertEquals(before.size(), after.size());
    for (int i = 0; i < before.size(); i++) {
      Tensors.assertSame(before.get(i), after.get(i), "tensor " + i);
    }
    assertEquals(scale, scaler.stateDict());
  }

  /** Copies of the supported parameter, its gradient, moments and step count. */
  private List<Tensor> state(Optimizer<?> optimizer) {
    Stream<Tensor> kept =
        ((Map<?, ?>) optimizer.stateDict().get("state"))
            .values().stream()
                .flatMap(slots -> ((Map<?, ?>) slots).values().stream())
                .filter(Tensor.class::isInstance)
                .map(Tensor.class::cast);
    return Stream.concat(Stream.of(fine, fine.grad()), kept).map(t -> t.detach().clone()).toList();
  }

  private static String name(Optimizer<?> optimizer) {
    return optimizer.getClass().getSimpleName();
  }

  private static boolean unscalesItself(Optimizer<?> optimizer) {
    return !name(optimizer).equals("RMSprop");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoDevices_areRefusedAndNothingChanges(Function<List<Tensor>, Optimizer<?>> make) {
    Tensor there = Torch.ones(3).to(Device.of("meta"), DType.float32);
    Tensor meta = there.detach().clone();
    Optimizer<?> optimizer = steppedWith(meta, make);
    give(meta, there);
    String unscaled =
        "unscaleGradients: a gradient: got a tensor on meta, expected one on a device like cpu,"
            + " as foundInf is; meta tensors have no data";
    String stepped =
        name(optimizer)
            + ": a gradient: got a tensor on meta, expected one on cpu, as the first one; unscale and"
            + " clip one device at a time";
    assertRefused(
        unscalesItself(optimizer) ? stepped : unscaled, optimizer, () -> scaler.step(optimizer));
    assertRefused(stepped, optimizer, () -> scaler.step(optimizer, CLIPPED));
    assertRefused(stepped, optimizer, () -> optimizer.step(CLIPPED));
    assertRefused(unscaled, optimizer, () -> scaler.unscale_(optimizer));
    assertRefused(
        "grad_norm: grads[1]: got a tensor on meta, expected one on cpu, as the first one; meta"
            + " tensors have no data",
        optimizer,
        () -> ClipGrad.clipGradNorm_(List.of(fine, meta), 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void integerGradients_areRefusedAndNothingChanges(Function<List<Tensor>, Optimizer<?>> make) {
    Tensor numbers = Torch.ones(3).to(DType.int32);
    Tensor whole = numbers.clone();
    Optimizer<?> optimizer = steppedWith(whole, make);
    give(whole, numbers);
    String unscaled = "unscaleGradients: a gradient: got Int [3], expected floating-point numbers";
    String stepped =
        name(optimizer)
            + ": gradient of parameter 1 in group 0: got Int [3], expected floating-point numbers";
    assertRefused(
        unscalesItself(optimizer) ? stepped : unscaled, optimizer, () -> scaler.step(optimizer));
    assertRefused(stepped, optimizer, () -> scaler.step(optimizer, CLIPPED));
    assertRefused(stepped, optimizer, () -> optimizer.step(CLIPPED));
    assertRefused(stepped, optimizer, optimizer::step);
    assertRefused(unscaled, optimizer, () -> scaler.unscale_(optimizer));
    assertRefused(
        "grad_norm: grads[1]: got Int [3], expected floating-point numbers",
        optimizer,
        () -> ClipGrad.clipGradNorm_(List.of(fine, whole), 0.1));
    assertRefused(
        "clip_grad_value_: grads[1]: got Strided Int [3], expected dense real floating-point"
            + " numbers",
        optimizer,
        () -> ClipGrad.clipGradValue_(List.of(fine, whole), 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void sparseGradients_areRefusedAndNothingChanges(Function<List<Tensor>, Optimizer<?>> make) {
    Tensor rows = Torch.ones(3);
    Optimizer<?> optimizer = steppedWith(rows, make);
    give(rows, Torch.ones(3).toSparse());
    String name = name(optimizer);
    if (name.equals("SGD")) { // which supports sparse gradients, but not clipping them by norm
      String unclipped =
          "grad_norm: grads[1]: got Sparse [3], expected a dense tensor; clipping by norm does"
              + " not support sparse gradients";
      assertRefused(unclipped, optimizer, () -> scaler.step(optimizer, CLIPPED));
      assertRefused(unclipped, optimizer, () -> optimizer.step(CLIPPED));
      return;
    }
    String stepped =
        name
            + ": gradient of parameter 1 in group 0: got Sparse [3], expected a dense one; "
            + name
            + " does not support sparse gradients";
    assertRefused(stepped, optimizer, () -> scaler.step(optimizer, CLIPPED));
    assertRefused(stepped, optimizer, () -> optimizer.step(CLIPPED));
    assertRefused(stepped, optimizer, optimizer::step);
    assertRefused(
        "grad_norm: grads[1]: got Sparse [3], expected a dense tensor; clipping by norm does not"
            + " support sparse gradients",
        optimizer,
        () -> ClipGrad.clipGradNorm_(List.of(fine, rows), 0.1));
    if (unscalesItself(optimizer)) { // the others unscale first, as in Python
      assertRefused(stepped, optimizer, () -> scaler.step(optimizer));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void nonFiniteNorms_areRefusedAndNothingChanges(Function<List<Tensor>, Optimizer<?>> make) {
    Tensor other = Torch.ones(2);
    Optimizer<?> optimizer = steppedWith(other, make);
    for (double bad : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      give(other, Torch.full(new long[] {2}, bad).to(DType.float32));
      String message =
          "norm: got "
              + (Double.isNaN(bad) ? "nan" : "inf")
              + ", expected a finite value; The total norm of order 2 for gradients from `parameters`"
              + " is non-finite, so it cannot be clipped. To disable this error and scale the"
              + " gradients by the non-finite norm anyway, set errorIfNonfinite to false";
      StepOptions strict = CLIPPED.errorIfNonfinite(true);
      assertRefused(message, optimizer, () -> scaler.step(optimizer, strict));
      assertRefused(message, optimizer, () -> optimizer.step(strict));
      assertRefused(
          message, optimizer, () -> ClipGrad.clipGradNorm_(List.of(fine, other), 0.1, 2, true));
    }
  }
}
