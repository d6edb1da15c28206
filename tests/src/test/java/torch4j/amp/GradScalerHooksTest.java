package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Embedding;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Adagrad;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.RMSprop;
import torch4j.optim.SGD;
import torch4j.optim.SparseAdam;
import torch4j.optim.StepOptions;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** Step hooks under a scaler see the same gradients as in Python; sparse gradients are scaled. */
final class GradScalerHooksTest {
  private static final double TOLERANCE = 1e-6;
  private static final JsonNode GOLDEN = Golden.read("scaler_hooks");

  /** The calls by which a step is performed. */
  enum StepCall {
    STEP,
    UNSCALE_AND_STEP,
    STEP_WITH_OPTIONS
  }

  private final GradScaler scaler = new GradScaler(GradScalerTest.options());

  static Stream<String> optimizers() {
    return Stream.of("SGD", "Adam", "AdamW", "RMSprop");
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> optimizersAndStepCalls() {
    return optimizers()
        .flatMap(
            optimizerName ->
                Stream.of(StepCall.values())
                    .map(
                        stepCall ->
                            org.junit.jupiter.params.provider.Arguments.of(
                                optimizerName, stepCall)));
  }

  private static Optimizer<?> make(String optimizerName, List<Tensor> params) {
    return switch (optimizerName) {
      case "SGD" -> new SGD(params, SGD.options().lr(0.1).momentum(0.9));
      case "Adam" -> new Adam(params, Adam.options().lr(0.1).amsgrad(true));
      case "AdamW" -> new AdamW(params, AdamW.options().lr(0.1));
      default -> new RMSprop(params, RMSprop.options().lr(0.1));
    };
  }

  private void step(Optimizer<?> optimizer, StepCall stepCall) {
    switch (stepCall) {
      case STEP -> scaler.step(optimizer);
      case UNSCALE_AND_STEP -> {
        scaler.unscale_(optimizer);
        scaler.step(optimizer);
      }
      case STEP_WITH_OPTIONS -> scaler.step(optimizer, StepOptions.defaults());
    }
    scaler.update();
  }

  @ParameterizedTest
  @MethodSource("optimizersAndStepCalls")
  void hooks_seeTheSameGradientsAsInPython(String optimizerName, StepCall stepCall) {
    JsonNode golden = GOLDEN.get("optimizers").get(optimizerName);
    Tensor param = Golden.tensor(GOLDEN.get("initial")).requiresGrad_(true);
    Optimizer<?> optimizer = make(optimizerName, List.of(param));
    List<Tensor> before = new ArrayList<>();
    List<Tensor> after = new ArrayList<>();
    optimizer.registerStepPreHook(
        o -> {
          before.add(param.grad().clone());
          ClipGrad.clipGradNorm_(List.of(param), 1);
        });
    optimizer.registerStepPostHook(o -> after.add(param.grad().clone()));
    for (int step = 0; step < golden.get("values").size(); step++) {
      optimizer.zeroGrad();
      scaler.scale(param.mul(param).mul(param).sum().mul(4)).backward();
      if (step == GOLDEN.get("skipped").asInt()) {
        param.grad().select(0, 2).fill_(Double.POSITIVE_INFINITY);
      }
      step(optimizer, stepCall);
      Tensors.assertClose(
          Golden.tensor(golden.get("values").get(step)), param, TOLERANCE, "step " + step);
    }
    assertSame(golden.get("before"), before);
    assertSame(golden.get("after"), after);
    assertEquals(golden.get("scale").asDouble(), scaler.getScale());
    assertEquals(before.size(), optimizer.stepCount());
  }

  private static void assertSame(JsonNode expected, List<Tensor> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < actual.size(); i++) {
      Tensors.assertClose(Golden.tensor(expected.get(i)), actual.get(i), TOLERANCE, "call " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void globalHook_hasTheSameEffect(String optimizerName) {
    Tensor param = Tensors.parameter(3);
    Optimizer<?> optimizer = make(optimizerName, List.of(param));
    List<Double> seen = new ArrayList<>();
    try (var hook =
        Optimizer.registerOptimizerStepPreHook(o -> seen.add(Tensors.values(param.grad())[0]))) {
      scaler.scale(param.sum()).backward();
      assertTrue(scaler.step(optimizer));
      scaler.update();
      param.grad().fill_(Double.NaN);
      assertFalse(scaler.step(optimizer));
      scaler.update();
    }
    assertEquals(List.of(1.0), seen);
  }

  @ParameterizedTest
  @EnumSource(StepCall.class)
  void hookThatThrows_leavesGradientsUnscaledOnlyOnce(StepCall stepCall) {
    Tensor param = Tensors.parameter(3);
    var optimizer = new SGD(List.of(param), SGD.options().lr(1));
    var hook =
        optimizer.registerStepPreHook(
            o -> {
              throw new IllegalStateException("no");
            });
    scaler.scale(param.sum()).backward();
    assertThrows(IllegalStateException.class, () -> step(optimizer, stepCall));
    assertEquals(1, Tensors.values(param.grad())[0]);
    hook.remove();
    scaler.step(optimizer);
    assertEquals(0, Tensors.values(param)[0]);
  }

  @Test
  void clippingInTheStep_happensBeforeTheHooks() {
    Tensor param = Tensors.parameter(4);
    var optimizer = new AdamW(List.of(param));
    List<Double> seen = new ArrayList<>();
    optimizer.registerStepPreHook(o -> seen.add(Tensors.values(param.grad())[0]));
    scaler.scale(param.sum()).backward();
    Tensor norm = scaler.step(optimizer, StepOptions.defaults().maxNorm(1));
    assertEquals(2, norm.itemDouble(), TOLERANCE);
    assertEquals(0.5, seen.get(0), TOLERANCE);
  }

  // ---- sparse gradients

  static Stream<String> sparse() {
    return Stream.of("SGD", "Adagrad", "SparseAdam");
  }

  private static Optimizer<?> sparse(String optimizerName, List<Tensor> params) {
    return switch (optimizerName) {
      case "SGD" -> new SGD(params, SGD.options().lr(0.1).momentum(0.9));
      case "Adagrad" -> new Adagrad(params);
      default -> new SparseAdam(params);
    };
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void sparseGradients_areUnscaledAndSkipped(String optimizerName) {
    for (StepCall stepCall : StepCall.values()) {
      var scaled = new Embedding(5, 3, Embedding.options().sparse(true));
      var plain = (Embedding) scaled.deepCopy();
      Optimizer<?> optimizer = sparse(optimizerName, scaled.parameters());
      Optimizer<?> other = sparse(optimizerName, plain.parameters());
      Tensor words = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {0, 3, 3}));
      for (int i = 0; i < 3; i++) {
        optimizer.zeroGrad();
        scaler.scale(scaled.call(words).square().sum()).backward();
        step(optimizer, stepCall);
        other.zeroGrad();
        plain.call(words).square().sum().backward();
        other.step();
        Tensors.assertSame(
            plain.parameters().get(0), scaled.parameters().get(0), optimizerName + stepCall);
      }
      optimizer.zeroGrad();
      scaler.scale(scaled.call(words).sum().mul(Double.NaN)).backward();
      step(optimizer, stepCall);
      Tensors.assertSame(plain.parameters().get(0), scaled.parameters().get(0), "skipped");
    }
  }

  @Test
  void clipGradsWithNorm_ofSparseGradients_scalesTheirValues() {
    Tensor param = Tensors.parameter(3, 2);
    param.unwrap().mutable_grad().put(Torch.ones(3, 2).mul(4).toSparse().unwrap());
    ClipGrad.clipGradsWithNorm_(
        List.of(param), 1, Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f)).squeeze());
    assertEquals(2, Tensors.values(param.grad().toDense())[5], 1e-5);
  }
}
