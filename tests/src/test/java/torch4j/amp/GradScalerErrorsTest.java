package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.nn.Embedding;
import torch4j.optim.Adam;
import torch4j.optim.LBFGS;
import torch4j.optim.RMSprop;
import torch4j.optim.SGD;
import torch4j.optim.StepOptions;
import torch4j.testing.Tensors;

/** Invalid calls of a scaler are refused, and nothing is changed then. */
final class GradScalerErrorsTest {
  private static final String HINT =
      ", expected a call of scale(loss) before; This may indicate your script did not use"
          + " scaler.scale(loss or outputs) earlier in the iteration.";

  private final Tensor param = GradScalerTest.parameter(0.3, 4);
  private final SGD optimizer = new SGD(List.of(param));
  private final GradScaler scaler = new GradScaler(GradScalerTest.options());

  private void backward() {
    optimizer.zeroGrad();
    scaler.scale(param.square().sum()).backward();
  }

  private static void assertThrown(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void assertRefused(String message, Executable call) {
    assertThrown(IllegalArgumentException.class, message, call);
  }

  private static void assertOutOfOrder(String message, Executable call) {
    assertThrown(IllegalStateException.class, message, call);
  }

  @Test
  void stepUnscaleAndUpdate_beforeScale_areRefused() {
    param.square().sum().backward();
    List<Tensor> before = GradScalerTest.everything(optimizer);
    assertOutOfOrder("unscale_: got no scaled output" + HINT, () -> scaler.unscale_(optimizer));
    assertOutOfOrder("step: got no scaled output" + HINT, () -> scaler.step(optimizer));
    assertOutOfOrder(
        "step: got no scaled output" + HINT,
        () -> scaler.step(optimizer, StepOptions.defaults().maxNorm(1)));
    assertOutOfOrder("update: got no scaled output" + HINT, scaler::update);
    assertOutOfOrder("update: got no scaled output" + HINT, () -> scaler.update(2));
    assertOutOfOrder(
        "update: got no scaled output" + HINT,
        () -> scaler.update(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f))));
    GradScalerTest.assertUnchanged(before, optimizer);
  }

  @Test
  void unscale_twice_isRefused() {
    backward();
    scaler.unscale_(optimizer);
    Tensor gradient = param.grad().clone();
    assertOutOfOrder(
        "unscale_: got an optimizer that is unscaled, expected step and update in between;"
            + " unscale_() has already been called on this optimizer since the last update().",
        () -> scaler.unscale_(optimizer));
    Tensors.assertSame(gradient, param.grad(), "gradient");
    assertTrue(scaler.step(optimizer));
  }

  @Test
  void unscale_afterStep_isRefused() {
    backward();
    scaler.step(optimizer);
    Tensor gradient = param.grad().clone();
    assertOutOfOrder(
        "unscale_: got an optimizer that has stepped, expected update in between; unscale_() is"
            + " being called after step().",
        () -> scaler.unscale_(optimizer));
    Tensors.assertSame(gradient, param.grad(), "gradient");
  }

  @Test
  void step_twice_isRefused() {
    backward();
    scaler.step(optimizer);
    List<Tensor> before = GradScalerTest.everything(optimizer);
    String message =
        "step: got an optimizer that has stepped, expected update in between; step() has already"
            + " been called since the last update().";
    assertOutOfOrder(message, () -> scaler.step(optimizer));
    assertOutOfOrder(message, () -> scaler.step(optimizer, StepOptions.defaults().maxNorm(1)));
    GradScalerTest.assertUnchanged(before, optimizer);
  }

  @Test
  void step_withoutGradients_isRefused() {
    backward();
    optimizer.zeroGrad();
    String message =
        "optimizer: got no gradients, expected at least one; No inf checks were recorded for this"
            + " optimizer.";
    assertOutOfOrder(message, () -> scaler.step(optimizer));
    assertOutOfOrder(message, () -> scaler.step(optimizer, StepOptions.defaults().maxNorm(1)));
    scaler.unscale_(optimizer);
    assertOutOfOrder(message, () -> scaler.step(optimizer));
    assertEquals(0, optimizer.stepCount());
  }

  @Test
  void step_withAClosure_isRefused() {
    backward();
    assertOutOfOrder(
        "step: got a closure, expected none; Closure use is not currently supported if GradScaler"
            + " is enabled.",
        () -> scaler.step(optimizer, () -> param.sum()));
    assertEquals(0, optimizer.stepCount());
  }

  @Test
  void step_ofAnOptimizerThatNeedsAClosure_isRefused() {
    backward();
    var lbfgs = new LBFGS(List.of(param));
    assertOutOfOrder(
        "closure: got none, expected one; LBFGS evaluates the loss several times per step",
        () -> scaler.step(lbfgs));
  }

  @Test
  void step_withOptionsThatHaveAnInvScale_isRefused() {
    backward();
    String message = "step: got an invScale or a foundInf, expected neither; the scaler sets them";
    assertRefused(
        message,
        () ->
            scaler.step(
                optimizer,
                StepOptions.defaults()
                    .invScale(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(1f)))));
    assertRefused(
        message,
        () ->
            scaler.step(
                optimizer,
                StepOptions.defaults()
                    .foundInf(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(0f)))));
    assertEquals(0, optimizer.stepCount());
  }

  @Test
  void update_withoutAStep_isRefused() {
    backward();
    String message =
        "update: got no step, expected one since the last update; No inf checks were recorded prior"
            + " to update.";
    assertOutOfOrder(message, scaler::update);
    scaler.step(optimizer);
    scaler.update();
    Map<String, Object> state = scaler.stateDict();
    assertOutOfOrder(message, scaler::update);
    assertEquals(state, scaler.stateDict());
  }

  @Test
  void unscale_ofFloat16Gradients_isRefused() {
    Tensor half = param.detach().to(DType.float16).requiresGrad_(true);
    var both = new RMSprop(List.of(param, half));
    backward();
    half.sum().backward();
    Tensor gradient = param.grad().clone();
    for (Executable call :
        List.<Executable>of(() -> scaler.unscale_(both), () -> scaler.step(both))) {
      assertThrown(
          TorchException.class,
          "unscaleGradients: a gradient: got Half [4], expected a wider dtype; Attempting to unscale"
              + " FP16 gradients.",
          call);
      Tensors.assertSame(gradient, param.grad(), "gradient");
    }
  }

  // As for Python's optimizers with fused=True.
  @Test
  void step_withFloat16Gradients_isSupportedByFusedOptimizers() {
    Tensor half = param.detach().to(DType.float16).requiresGrad_(true);
    var sgd = new SGD(List.of(half), SGD.options().lr(1));
    scaler.scale(half.to(DType.float32).sum()).backward();
    assertTrue(scaler.step(sgd));
    Tensors.assertSame(
        param.detach().to(DType.float16).sub(Torch.ones(4).to(DType.float16)), half, "parameter");
  }

  @Test
  void sparseGradients_thatAreNotSupported_areRefusedAndNothingChanges() {
    var layer = new Embedding(4, 2, Embedding.options().sparse(true));
    var adam = new Adam(layer.parameters());
    var sgd = new SGD(layer.parameters());
    scaler
        .scale(layer.call(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {1}, 1))).sum())
        .backward();
    List<Tensor> before = GradScalerTest.everything(sgd);
    assertThrown(
        TorchException.class,
        "Adam: gradient of parameter 0 in group 0: got Sparse [4, 2], expected a dense one; Adam"
            + " does not support sparse gradients",
        () -> scaler.step(adam));
    assertThrown(
        TorchException.class,
        "grad_norm: grads[0]: got Sparse [4, 2], expected a dense tensor; clipping by norm does"
            + " not support sparse gradients",
        () -> scaler.step(sgd, StepOptions.defaults().maxNorm(1)));
    GradScalerTest.assertUnchanged(before, sgd);
    assertTrue(scaler.step(sgd));
  }

  @Test
  void complexGradients_areRefusedAsInPython() {
    Tensor complex = Torch.ones(2).to(DType.complex64).requiresGrad_(true);
    backward();
    complex.unwrap().mutable_grad().put(complex.detach().clone().unwrap());
    assertThrown(
        TorchException.class,
        "unscaleGradients: a gradient: got ComplexFloat [2], expected floating-point numbers",
        () -> scaler.unscale_(new SGD(List.of(complex))));
    assertThrown(
        TorchException.class,
        "Adam: a gradient: got ComplexFloat [2], expected floating-point numbers",
        () -> scaler.step(new Adam(List.of(complex))));
  }

  @Test
  void update_withAnInvalidScale_isRefused() {
    backward();
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-50, 1e39}) {
      assertRefused(
          "newScale: got " + bad + ", expected > 0.0 and finite", () -> scaler.update(bad));
    }
    assertRefused(
        "newScale: got [2] float32, expected one element on cpu that requires no gradients",
        () -> scaler.update(Torch.ones(2)));
    assertRefused(
        "newScale: got [] float32 on meta, expected one element on cpu that requires no gradients",
        () ->
            scaler.update(
                Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f))
                    .squeeze()
                    .to(Device.of("meta"), DType.float32)));
    Tensor closed = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f));
    closed.close();
    assertOutOfOrder(
        "newScale: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        () -> scaler.update(closed));
    assertRefused(
        "newScale: got [1] float32 that requires gradients, expected one element on cpu that"
            + " requires no gradients",
        () -> scaler.update(Tensors.parameter(1)));
    assertEquals(1024, scaler.getScale());
  }

  @Test
  void options_thatAreInvalid_areRefused() {
    GradScalerOptions options = GradScalerTest.options();
    assertRefused("growthFactor: got 1.0, expected > 1.0", () -> options.growthFactor(1));
    assertRefused("growthFactor: got NaN, expected > 1.0", () -> options.growthFactor(Double.NaN));
    assertRefused(
        "backoffFactor: got 1.0, expected > 0.0 and < 1.0", () -> options.backoffFactor(1));
    assertRefused(
        "backoffFactor: got 0.0, expected > 0.0 and < 1.0", () -> options.backoffFactor(0));
    assertRefused("growthInterval: got 0, expected > 0", () -> options.growthInterval(0));
    assertRefused("initScale: got -2.0, expected > 0.0 and finite", () -> options.initScale(-2));
    assertRefused("growthFactor: got 0.5, expected > 1.0", () -> scaler.setGrowthFactor(0.5));
    assertRefused(
        "backoffFactor: got 2.0, expected > 0.0 and < 1.0", () -> scaler.setBackoffFactor(2));
    assertRefused("growthInterval: got -1, expected > 0", () -> scaler.setGrowthInterval(-1));
    assertEquals(2, scaler.getGrowthFactor());
    assertEquals(0.5, scaler.getBackoffFactor());
    assertEquals(2000, scaler.getGrowthInterval());
  }

  @Test
  void cuda_withoutCuda_isRefused() {
    assumeFalse(Torch.cudaIsAvailable());
    assertOutOfOrder(
        "GradScaler: got deviceType \"cuda\" on a machine without CUDA, expected \"cpu\" or enabled(false)",
        () -> new GradScaler(GradScaler.options().deviceType("cuda")));
  }

  @Test
  void loadStateDict_invalidStateDict_isRefused() {
    backward();
    Map<String, Object> state = scaler.stateDict();
    assertRefused(
        "stateDict: got an empty map, expected that of an enabled GradScaler; The source state"
            + " dict is empty, possibly because it was saved from a disabled instance of GradScaler.",
        () -> scaler.loadStateDict(Map.of()));
    assertRefused(
        "stateDict.scale: got null, expected a number", () -> scaler.loadStateDict(Map.of("a", 1)));
    assertRefused(
        "stateDict.scale: got -1.0, expected a finite float32 >= 0", () -> load("scale", -1.0));
    assertRefused(
        "stateDict.scale: got 1.0E39, expected a finite float32 >= 0", () -> load("scale", 1e39));
    assertRefused(
        "stateDict.growth_factor: got 2, expected a number", () -> load("growth_factor", "2"));
    assertRefused("growthFactor: got 1.0, expected > 1.0", () -> load("growth_factor", 1.0));
    assertRefused(
        "stateDict.growth_interval: got 1.5, expected an integer",
        () -> load("growth_interval", 1.5));
    assertRefused(
        "stateDict._growth_tracker: got -1, expected >= 0", () -> load("_growth_tracker", -1L));
    assertEquals(state, scaler.stateDict());
  }

  private void load(String key, Object value) {
    Map<String, Object> state = new LinkedHashMap<>(scaler.stateDict());
    state.put("scale", 4.0);
    state.put(key, value);
    scaler.loadStateDict(state);
  }
}
