package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.optim.Adam;
import torch4j.optim.SGD;
import torch4j.optim.StepOptions;

/** Updates of the scale, state dicts, and disabled scalers. */
final class GradScalerUpdateTest {
  private final Tensor first = GradScalerTest.parameter(0.3, 4, 3);
  private final Tensor second = GradScalerTest.parameter(0.7, 5);
  private final SGD optimizer = new SGD(List.of(first, second));
  private final GradScaler scaler = new GradScaler(GradScalerTest.options().growthInterval(3));

  private Tensor loss() {
    return first.square().sum().add(second.square().sum());
  }

  private void backward() {
    optimizer.zeroGrad();
    scaler.scale(loss()).backward();
  }

  private void backwardWith(double notFinite) {
    backward();
    second.grad().select(0, 3).fill_(notFinite);
  }

  @Test
  void update_afterTheInterval_growsAndAfterInfsBacksOff() {
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      if (i == 4) {
        backwardWith(Double.NaN);
      } else {
        backward();
      }
      scaler.step(optimizer);
      scaler.update();
      scales.add(scaler.getScale());
    }
    assertEquals(List.of(1024.0, 1024.0, 2048.0, 2048.0, 1024.0, 1024.0, 1024.0, 2048.0), scales);
  }

  @Test
  void update_ofTwoOptimizers_backsOffOnceIfOneHasInfs() {
    var sgd = new SGD(List.of(first));
    var adam = new Adam(List.of(second));
    backwardWith(Double.POSITIVE_INFINITY);
    assertTrue(scaler.step(sgd));
    assertFalse(scaler.step(adam));
    scaler.update();
    assertEquals(512, scaler.getScale());

    backwardWith(Double.POSITIVE_INFINITY);
    first.grad().fill_(Double.NaN);
    assertFalse(scaler.step(sgd));
    assertFalse(scaler.step(adam));
    scaler.update();
    assertEquals(256, scaler.getScale());
  }

  @Test
  void update_withANumberOrATensor_setsTheScale() {
    backward();
    scaler.step(optimizer);
    scaler.update(8);
    assertEquals(8, scaler.getScale());
    scaler.update(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(16f)));
    assertEquals(16, scaler.getScale());
    scaler.update(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new double[] {32}, 1)));
    assertEquals(32, scaler.getScale());
    backward(); // the step is forgotten
    assertTrue(scaler.step(optimizer));
  }

  @Test
  void setters_takeEffectAtTheNextUpdate() {
    scaler.setGrowthFactor(4);
    scaler.setBackoffFactor(0.25);
    scaler.setGrowthInterval(1);
    assertEquals(4, scaler.getGrowthFactor());
    assertEquals(0.25, scaler.getBackoffFactor());
    assertEquals(1, scaler.getGrowthInterval());
    backward();
    scaler.step(optimizer);
    scaler.update();
    assertEquals(4096, scaler.getScale());
    backwardWith(Double.NaN);
    scaler.step(optimizer);
    scaler.update();
    assertEquals(1024, scaler.getScale());
  }

  @Test
  void stateDict_beforeScale_hasTheInitialScale() {
    assertEquals(
        Map.of(
            "scale", 1024.0,
            "growth_factor", 2.0,
            "backoff_factor", 0.5,
            "growth_interval", 3L,
            "_growth_tracker", 0L),
        scaler.stateDict());
  }

  @Test
  void loadStateDict_ofAnotherRun_continuesIt() {
    for (int i = 0; i < 2; i++) {
      backward();
      scaler.step(optimizer);
      scaler.update();
    }
    Map<String, Object> state = scaler.stateDict();
    var fresh = new GradScaler(GradScalerTest.options());
    fresh.loadStateDict(state);
    assertEquals(state, fresh.stateDict());

    var used = new GradScaler(GradScalerTest.options().initScale(2));
    used.scale(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(1f)));
    used.loadStateDict(state);
    assertEquals(state, used.stateDict());
    optimizer.zeroGrad();
    used.scale(loss()).backward();
    used.step(optimizer);
    used.update();
    assertEquals(2048, used.getScale());
  }

  @Test
  void disabled_hasNoEffect() {
    var disabled = new GradScaler(GradScalerTest.options().enabled(false));
    Tensor loss = loss();
    assertSame(loss, disabled.scale(loss));
    loss.backward();
    disabled.unscale_(optimizer);
    disabled.unscale_(optimizer);
    assertTrue(disabled.step(optimizer));
    assertTrue(disabled.step(optimizer));
    assertTrue(disabled.step(optimizer, StepOptions.defaults().maxNorm(1)).itemDouble() > 1);
    assertSame(loss, disabled.step(optimizer, () -> loss));
    disabled.update();
    disabled.update(2);
    disabled.update(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(2f)));
    assertEquals(1, disabled.getScale());
    assertEquals(Map.of(), disabled.stateDict());
    disabled.loadStateDict(Map.of());
    assertFalse(disabled.isEnabled());
  }

  @Test
  void disabled_forCuda_isAllowedWithoutCuda() {
    assertFalse(
        new GradScaler(GradScalerTest.options().enabled(false).deviceType("cuda")).isEnabled());
  }
}
