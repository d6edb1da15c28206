package torch4j.training.callbacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Notes the total norm of the gradients at each optimizer step, before clipping, as the series
 * {@code grad_norm} of the history. Steps that the gradient scaler skipped are left out.
 *
 * <p>Norms on a device stay there until the epoch ends, a checkpoint is saved, or there are 256: it
 * does not synchronize at each step.
 */
public final class GradientNorm implements Callback {
  private static final String NAME = "grad_norm";
  private static final int MOST_PENDING = 256;

  private final boolean waits;
  private final List<Long> steps = new ArrayList<>();
  private final List<Tensor> norms = new ArrayList<>();
  private Map<String, Object> loaded = Map.of();

  /** A monitor of the norm. */
  public GradientNorm() {
    this(false);
  }

  /**
   * For tests.
   *
   * @param waits whether norms on the CPU wait, too
   */
  GradientNorm(boolean waits) {
    this.waits = waits;
  }

  @Override
  public boolean needsGradientNorm() {
    return true;
  }

  @Override
  public void onFitStart(TrainingContext context) {
    var savedSteps = (List<?>) loaded.getOrDefault("steps", List.of());
    var savedNorms = (List<?>) loaded.getOrDefault("norms", List.of());
    for (int i = 0; i < savedSteps.size(); i++) {
      context.history().add(NAME, (Long) savedSteps.get(i), (Double) savedNorms.get(i));
    }
    loaded = Map.of();
  }

  @Override
  public void onStepEnd(TrainingContext context) {
    Tensor norm = context.gradientNorm();
    if (norm == null || !context.stepped()) {
      return;
    }
    if (!waits && norm.device().type().equals("cpu")) {
      context.history().add(NAME, context.step(), norm.itemDouble());
      return;
    }
    steps.add(context.step());
    norms.add(Unscoped.make(() -> norm.detach().clone()));
    if (steps.size() == MOST_PENDING) {
      note(context);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    note(context);
  }

  @Override
  public void onFitEnd(TrainingContext context) {
    note(context);
  }

  private void note(TrainingContext context) {
    List<Double> values = values();
    for (int i = 0; i < values.size(); i++) {
      context.history().add(NAME, steps.get(i), values.get(i));
    }
    steps.clear();
    norms.forEach(Tensor::close);
    norms.clear();
  }

  private List<Double> values() {
    if (norms.isEmpty()) {
      return List.of();
    }
    List<Double> values = new ArrayList<>();
    try (var scope = Torch.scope()) {
      for (double value : Torch.stack(norms).to(torch4j.DType.float64).cpu().toDoubleArray()) {
        values.add(value);
      }
    }
    return values;
  }

  /** The norms that wait. Synchronizes with the device. */
  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("steps", List.copyOf(steps));
    state.put("norms", values());
    return state;
  }

  @Override
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    steps.clear();
    norms.forEach(Tensor::close);
    norms.clear();
    loaded = Map.copyOf(state);
  }
}
