package torch4j.amp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.optim.SGD;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/**
 * The 500 steps of tests/python/golden/grad_scaler.py: two optimizers, infinities and NaNs in some
 * of their gradients.
 */
final class ScaledTraining {
  private static final int STEPS = 500;

  private final Set<Long> infSteps = new HashSet<>();
  private final Set<Long> nanSteps = new HashSet<>();
  private final Tensor a = Torch.linspace(-1, 1, 6).reshape(2, 3).requiresGrad_(true);
  private final Tensor b =
      Tensor.wrap(torch.linspace(new Scalar(0.5), new Scalar(2), 4)).requiresGrad_(true);
  private final AdamW adamw = new AdamW(List.of(a), AdamW.options().lr(1e-2));
  private final SGD sgd = new SGD(List.of(b), SGD.options().lr(1e-2).momentum(0.9));
  private final GradScaler scaler;
  private final List<Double> scales = new ArrayList<>();
  private final List<Long> growthTrackers = new ArrayList<>();

  /** The results of the training. */
  record Outcome(
      List<Double> scales,
      List<Long> growthTrackers,
      Map<String, Object> stateDict,
      List<Double> a,
      List<Double> b) {}

  ScaledTraining(JsonNode golden) {
    for (long step : Golden.longs(golden.get("infSteps"))) {
      infSteps.add(step);
    }
    for (long step : Golden.longs(golden.get("nanSteps"))) {
      nanSteps.add(step);
    }
    JsonNode options = golden.get("options");
    scaler =
        new GradScaler(
            GradScaler.options()
                .deviceType("cpu")
                .initScale(options.get("init_scale").asDouble())
                .growthFactor(options.get("growth_factor").asDouble())
                .backoffFactor(options.get("backoff_factor").asDouble())
                .growthInterval(options.get("growth_interval").asInt()));
  }

  Outcome run() {
    for (long step = 0; step < STEPS; step++) {
      try (var scope = Torch.scope()) {
        step(step);
      }
    }
    return new Outcome(scales, growthTrackers, scaler.stateDict(), list(a), list(b));
  }

  private static List<Double> list(Tensor tensor) {
    return Arrays.stream(Tensors.values(tensor)).boxed().toList();
  }

  private void step(long step) {
    adamw.zeroGrad();
    sgd.zeroGrad();
    Tensor places = Torch.arange(6.0).mul(0.7).add(step);
    Tensor x = places.sin().reshape(2, 3);
    Tensor loss = a.mul(x).square().sum().add(b.sub(1).square().sum());
    scaler.scale(loss).backward();
    if (infSteps.contains(step)) {
      a.grad().select(0, 1).select(0, 2).fill_(Double.POSITIVE_INFINITY);
    }
    if (nanSteps.contains(step)) {
      b.grad().select(0, 0).fill_(Double.NaN);
    }
    if (step % 3 == 1) {
      scaler.unscale_(adamw);
      ClipGrad.clipGradNorm_(List.of(a), 0.5);
    }
    scaler.step(adamw);
    scaler.step(sgd);
    scaler.update();
    scales.add(scaler.getScale());
    growthTrackers.add((Long) scaler.stateDict().get("_growth_tracker"));
  }
}
