package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.RMSprop;
import torch4j.optim.SGD;
import torch4j.optim.StepOptions;
import torch4j.testing.Tensors;

/** Scaling and steps; see GradScalerErrorsTest for invalid calls. */
final class GradScalerTest {
  private static final double MAX_NORM = 0.25;

  private final List<Tensor> params = List.of(parameter(0.3, 4, 3), parameter(0.7, 5));
  private final GradScaler scaler = new GradScaler(options().growthInterval(3));

  static GradScalerOptions options() {
    return GradScaler.options().deviceType("cpu").initScale(1024);
  }

  static Tensor parameter(double step, long... shape) {
    return Tensors.sine(step, shape).requiresGrad_(true);
  }

  /** Optimizers that unscale in their step, and others, whose gradients are unscaled before it. */
  static Stream<Named<Function<List<Tensor>, Optimizer<?>>>> optimizers() {
    return Stream.of(
        Named.of("SGD", params -> new SGD(params, SGD.options().lr(0.1).momentum(0.9))),
        Named.of("Adam", params -> new Adam(params, Adam.options().lr(0.1).amsgrad(true))),
        Named.of("AdamW", params -> new AdamW(params, AdamW.options().lr(0.1))),
        Named.of("RMSprop", params -> new RMSprop(params, RMSprop.options().lr(0.1))));
  }

  private Tensor loss() {
    return params.get(0).square().sum().add(params.get(1).square().sum());
  }

  private void backward(Optimizer<?> optimizer) {
    optimizer.zeroGrad();
    scaler.scale(loss()).backward();
  }

  private void backwardWith(double notFinite, Optimizer<?> optimizer) {
    backward(optimizer);
    params.get(1).grad().select(0, 3).fill_(notFinite);
  }

  @Test
  void options_equalPythonsDefaults() {
    var device = Torch.cudaIsAvailable() ? "cuda" : "cpu";
    assertEquals(new GradScalerOptions(device, 65536, 2, 0.5, 2000, true), GradScaler.options());
    assertTrue(new GradScaler().isEnabled());
  }

  @Test
  void scale_ofATensor_isTheProduct() {
    assertEquals(1024, scaler.getScale());
    assertEquals(
        3 * 1024, scaler.scale(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(3f))).itemFloat());
    assertEquals(1024, scaler.getScale());
  }

  @Test
  void scale_ofAList_isTheProducts() {
    List<Tensor> scaled =
        scaler.scale(
            List.of(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(3f)), Tensors.sine(1, 0)));
    assertEquals(3 * 1024, scaled.get(0).itemFloat());
    assertEquals(0, scaled.get(1).numel());
  }

  @Test
  void scale_inAScope_keepsTheScalersTensors() {
    var optimizer = new SGD(params);
    for (int i = 0; i < 3; i++) {
      try (var scope = Torch.scope()) {
        backward(optimizer);
      }
      try (var scope = Torch.scope()) {
        scaler.unscale_(optimizer);
      }
      scaler.step(optimizer);
      scaler.update();
    }
    assertEquals(2048, scaler.getScale());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void step_ofFiniteGradients_equalsTheOptimizersStep(Function<List<Tensor>, Optimizer<?>> make) {
    List<Tensor> plain = copies(params);
    Optimizer<?> plainly = make.apply(plain);
    Optimizer<?> scaled = make.apply(params);
    for (int i = 0; i < 5; i++) {
      plainly.zeroGrad();
      plain.get(0).square().sum().add(plain.get(1).square().sum()).backward();
      plainly.step();
      backward(scaled);
      assertTrue(scaler.step(scaled));
      scaler.update();
      for (int p = 0; p < plain.size(); p++) {
        Tensors.assertSame(plain.get(p), params.get(p), "parameter " + p);
        Tensors.assertSame(plain.get(p).grad(), params.get(p).grad(), "gradient " + p);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void step_withInfOrNan_changesNothingAndTheNextOneProceeds(
      Function<List<Tensor>, Optimizer<?>> make) {
    Optimizer<?> optimizer = make.apply(params);
    backward(optimizer);
    assertTrue(scaler.step(optimizer));
    scaler.update();
    double scale = 1024;
    for (double bad :
        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      List<Tensor> before = everything(optimizer);
      backwardWith(bad, optimizer);
      assertFalse(scaler.step(optimizer));
      scaler.update();
      assertUnchanged(before, optimizer);

      backwardWith(bad, optimizer);
      scaler.unscale_(optimizer);
      assertFalse(scaler.step(optimizer));
      scaler.update();
      assertUnchanged(before, optimizer);

      backwardWith(bad, optimizer);
      Tensor norm = scaler.step(optimizer, StepOptions.defaults().maxNorm(MAX_NORM));
      assertFalse(Double.isFinite(norm.itemDouble()));
      scaler.update();
      assertUnchanged(before, optimizer);
      scale /= 8;
      assertEquals(scale, scaler.getScale());

      backward(optimizer);
      assertTrue(scaler.step(optimizer));
      scaler.update();
      assertTrue(before.get(0).sum().itemFloat() != params.get(0).sum().itemFloat());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void step_withClipping_equalsUnscaleClipAndStep(Function<List<Tensor>, Optimizer<?>> make) {
    List<Tensor> others = copies(params);
    Optimizer<?> separately = make.apply(others);
    Optimizer<?> atOnce = make.apply(params);
    var other = new GradScaler(options());
    for (int i = 0; i < 4; i++) {
      separately.zeroGrad();
      other.scale(others.get(0).square().sum().add(others.get(1).square().sum())).backward();
      other.unscale_(separately);
      Tensor expected = ClipGrad.clipGradNorm_(others, MAX_NORM);
      assertTrue(other.step(separately));
      other.update();

      backward(atOnce);
      var clip = StepOptions.defaults().maxNorm(MAX_NORM).keepGradients(true);
      Tensor norm = scaler.step(atOnce, clip);
      scaler.update();
      assertEquals(expected.itemDouble(), norm.itemDouble(), 1e-6 * expected.itemDouble());
      for (int p = 0; p < others.size(); p++) {
        Tensors.assertClose(others.get(p), params.get(p), 1e-6, "parameter " + p);
        Tensors.assertClose(others.get(p).grad(), params.get(p).grad(), 1e-6, "gradient " + p);
      }
    }
  }

  @Test
  void step_withClippingAfterUnscale_clips() {
    var optimizer = new SGD(params, SGD.options().lr(1));
    List<Tensor> before = copies(params);
    backward(optimizer);
    scaler.unscale_(optimizer);
    Tensor norm = scaler.step(optimizer, StepOptions.defaults().maxNorm(MAX_NORM));
    List<Tensor> moved = new ArrayList<>();
    for (int p = 0; p < params.size(); p++) {
      moved.add(before.get(p).sub(params.get(p)).square().sum());
    }
    assertTrue(norm.itemDouble() > MAX_NORM);
    assertEquals(MAX_NORM, moved.get(0).add(moved.get(1)).sqrt().itemDouble(), 1e-5);
    scaler.update();
  }

  @Test
  void step_withInfAfterUnscaleAndClipping_isSkipped() {
    var optimizer = new SGD(params);
    List<Tensor> before = everything(optimizer);
    backwardWith(Double.POSITIVE_INFINITY, optimizer);
    scaler.unscale_(optimizer);
    scaler.step(optimizer, StepOptions.defaults().maxNorm(MAX_NORM));
    scaler.update();
    assertUnchanged(before, optimizer);
    assertEquals(512, scaler.getScale());
  }

  @Test
  void step_withoutMaxNorm_returnsNoNorm() {
    var optimizer = new SGD(params);
    backward(optimizer);
    assertNull(scaler.step(optimizer, StepOptions.defaults()));
    scaler.update();
  }

  @Test
  void unscale_dividesTheGradients() {
    var optimizer = new AdamW(params);
    backward(optimizer);
    scaler.unscale_(optimizer);
    Tensors.assertSame(params.get(0).detach().mul(2), params.get(0).grad(), "gradient");
  }

  private static List<Tensor> copies(List<Tensor> tensors) {
    return tensors.stream().map(t -> t.detach().clone().requiresGrad_(true)).toList();
  }

  /** Copies of parameters, moments and step counts. */
  static List<Tensor> everything(Optimizer<?> optimizer) {
    List<Tensor> all = new ArrayList<>();
    optimizer.paramGroups().forEach(group -> all.addAll(group.params()));
    collect(optimizer.stateDict().get("state"), all);
    return all.stream().map(tensor -> tensor.detach().clone()).toList();
  }

  private static void collect(Object state, List<Tensor> into) {
    if (state instanceof Map<?, ?> map) {
      map.values().forEach(value -> collect(value, into));
    } else if (state instanceof Tensor tensor) {
      into.add(tensor);
    }
  }

  static void assertUnchanged(List<Tensor> before, Optimizer<?> optimizer) {
    List<Tensor> now = everything(optimizer);
    assertEquals(before.size(), now.size());
    for (int i = 0; i < now.size(); i++) {
      Tensors.assertSame(before.get(i), now.get(i), "tensor " + i);
    }
  }
}
