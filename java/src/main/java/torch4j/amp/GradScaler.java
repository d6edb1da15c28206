package torch4j.amp;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.SGD;
import torch4j.optim.StepOptions;

/**
 * Scales losses so that gradients do not vanish in half precision, and skips steps whose gradients
 * are infinite or NaN. Same as {@code torch.amp.GradScaler}.
 *
 * <pre>{@code
 * scaler.scale(loss).backward();
 * scaler.step(optimizer);
 * scaler.update();
 * }</pre>
 *
 * <p>Unscaling and clipping happen between backward and step, as in Python ({@link #unscale_}, then
 * {@code ClipGrad.clipGradNorm_}), or within the step: {@code scaler.step(optimizer,
 * StepOptions.defaults().maxNorm(1))} unscales, clips and steps in one native call, with the same
 * results.
 *
 * <p>The host waits for the device once for each step, in {@link #step(Optimizer)}. What differs
 * from Python: the device is by default the CPU where there is no CUDA, and not a disabled scaler;
 * an optimizer without gradients is refused by the step, also where Python's fused one lets it
 * pass; and a step multiplies by one over the scale, as {@link #unscale_} does, where Python's
 * fused optimizers divide, which is the same unless the scale is no power of two. A scaler may be
 * used by one thread at a time; its tensors belong to no scope, and nobody closes it.
 */
public final class GradScaler {
  private final LossScale scale;
  private final IdentityHashMap<Optimizer<?>, PerOptimizerState> stages = new IdentityHashMap<>();
  private GradScalerOptions options;

  /** PyTorch's defaults, enabled, on {@link Torch#device()}. */
  public static GradScalerOptions options() {
    DeviceType device = Torch.cudaIsAvailable() ? DeviceType.CUDA : DeviceType.CPU;
    return new GradScalerOptions(device, 65536, 2, 0.5, 2000, true);
  }

  /** A scaler with PyTorch's defaults. */
  public GradScaler() {
    this(options());
  }

  /**
   * A scaler with all options.
   *
   * @throws IllegalStateException if it is an enabled one for CUDA, and there is no CUDA
   */
  public GradScaler(GradScalerOptions options) {
    Torch.init();
    if (Objects.requireNonNull(options, "options").enabled()
        && options.deviceType() == DeviceType.CUDA
        && !Torch.cudaIsAvailable()) {
      throw new IllegalStateException(
          "GradScaler: got deviceType CUDA on a machine without, expected CPU or enabled(false)");
    }
    this.options = options;
    scale = new LossScale(options.initScale());
  }

  /**
   * The output times the scale. Same as {@code scale(outputs)}.
   *
   * @return a new tensor, or {@code output} itself if this scaler is disabled
   */
  public Tensor scale(Tensor output) {
    Objects.requireNonNull(output, "output");
    return isEnabled() ? scale.times(output) : output;
  }

  /** Each output times the scale. Same as {@code scale([...])}. */
  public List<Tensor> scale(List<Tensor> outputs) {
    return Objects.requireNonNull(outputs, "outputs").stream().map(this::scale).toList();
  }

  /**
   * Divides the optimizer's gradients by the scale, in place, so that they can be looked at or
   * clipped before the step. Same as {@code unscale_(optimizer)}. Does not wait for the device.
   *
   * @throws IllegalStateException if nothing was scaled, or the optimizer has been unscaled or
   *     stepped since the last update
   * @throws torch4j.TorchException if a gradient is float16; nothing has been changed then
   */
  public void unscale_(Optimizer<?> optimizer) {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!isEnabled()) {
      return;
    }
    requireScale("unscale_");
    PerOptimizerState stage = stage(optimizer);
    stage.requireReady();
    unscale(optimizer, stage);
  }

  private void unscale(Optimizer<?> optimizer, PerOptimizerState stage) {
    stage.unscaled(scale.checking(optimizer::unscaleGradients));
  }

  /**
   * Unscales the gradients, unless that has been done, and steps if all of them are finite. Same as
   * {@code step(optimizer)}: hooks of the optimizer see unscaled gradients, and are not called if
   * the step is skipped. Waits for the device.
   *
   * @return whether the optimizer stepped
   * @throws IllegalStateException if nothing was scaled, the optimizer has no gradients, or has
   *     stepped since the last update
   * @throws torch4j.TorchException if the optimizer refuses its gradients; neither a parameter nor
   *     the optimizer's state nor the scale has been changed then
   */
  public boolean step(Optimizer<?> optimizer) {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!isEnabled()) {
      optimizer.step();
      return true;
    }
    PerOptimizerState stage = stageBeforeStep(optimizer);
    if (!stage.isUnscaled() && unscalesInStep(optimizer)) {
      unscaleAndStep(optimizer, stage, StepOptions.defaults().keepGradients(true));
      stage.stepped();
      return stage.isFinite();
    }
    if (!stage.isUnscaled()) {
      unscale(optimizer, stage);
    }
    boolean finite = stage.isFinite();
    if (finite) {
      optimizer.step();
    }
    stage.stepped();
    return finite;
  }

  // Python's optimizers with fused=True, which step by float16 gradients, too. Hooks are to see
  // unscaled gradients, and not to be called for a step that is skipped.
  private static boolean unscalesInStep(Optimizer<?> optimizer) {
    return !optimizer.hasStepHooks()
        && (optimizer instanceof SGD || optimizer instanceof Adam || optimizer instanceof AdamW);
  }

  /**
   * Unscales the gradients, unless that has been done, clips them, and steps if all of them are
   * finite, in one native call and two passes over memory. Gradients afterwards are what {@link
   * StepOptions#keepGradients} says; all other results are those of {@link #unscale_}, {@code
   * ClipGrad.clipGradNorm_} and {@link #step(Optimizer)} one after another. Does not wait for the
   * device, unless {@linkplain Optimizer#step(StepOptions) the optimizer} does.
   *
   * @param step how to clip; it has neither inverse scale nor found infinities, which are this
   *     scaler's
   * @return the norm of the unscaled gradients before clipping, 0-dimensional; not finite if the
   *     step was skipped. It belongs to the innermost open scope. Null without a {@code maxNorm}
   * @throws IllegalStateException as {@link #step(Optimizer)}
   * @throws IllegalArgumentException if the options have an inverse scale or found infinities
   * @throws torch4j.TorchException if the optimizer refuses its gradients; nothing has been changed
   *     then
   */
  public Tensor step(Optimizer<?> optimizer, StepOptions step) {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(step, "step");
    if (step.invScale() != null || step.foundInf() != null) {
      throw new IllegalArgumentException(
          "step: got an invScale or a foundInf, expected neither; the scaler has its own");
    }
    if (!isEnabled()) {
      return optimizer.step(step);
    }
    PerOptimizerState stage = stageBeforeStep(optimizer);
    if (!stage.isUnscaled() && optimizer.hasStepHooks()) {
      unscale(optimizer, stage);
    }
    Tensor norm =
        stage.isUnscaled()
            ? optimizer.step(step.foundInf(stage.foundInf()))
            : unscaleAndStep(optimizer, stage, step);
    stage.stepped();
    return norm;
  }

  /**
   * Steps with a closure if this scaler is disabled. Same as {@code step(optimizer, closure)}.
   *
   * @return the loss
   * @throws IllegalStateException if this scaler is enabled: a closure's losses are not scaled
   */
  public Tensor step(Optimizer<?> optimizer, Supplier<Tensor> closure) {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(closure, "closure");
    if (isEnabled()) {
      throw new IllegalStateException(
          "step: got a closure, expected none; Closure use is not currently supported if GradScaler"
              + " is enabled.");
    }
    return optimizer.step(closure);
  }

  private Tensor unscaleAndStep(Optimizer<?> optimizer, PerOptimizerState stage, StepOptions step) {
    var norm = new Tensor[1];
    stage.unscaled(
        scale.checking(
            (inverse, found) -> {
              norm[0] = optimizer.step(step.invScale(inverse).foundInf(found));
              return true;
            }));
    return norm[0];
  }

  private PerOptimizerState stageBeforeStep(Optimizer<?> optimizer) {
    requireScale("step");
    PerOptimizerState stage = stage(optimizer);
    stage.requireNotStepped();
    if (stage.isUnscaled() ? stage.foundInf() == null : !hasGradients(optimizer)) {
      throw new IllegalStateException(
          "optimizer: got no gradients, expected at least one; No inf checks were recorded for this"
              + " optimizer.");
    }
    return stage;
  }

  private PerOptimizerState stage(Optimizer<?> optimizer) {
    return stages.computeIfAbsent(optimizer, key -> new PerOptimizerState());
  }

  private static boolean hasGradients(Optimizer<?> optimizer) {
    try (var scope = Torch.scope()) {
      return optimizer.paramGroups().stream()
          .flatMap(group -> group.params().stream())
          .anyMatch(param -> param.grad().defined());
    }
  }

  private void requireScale(String what) {
    if (!scale.isMade()) {
      throw new IllegalStateException(
          what
              + ": got no scaled output, expected scale(loss) before it; This may indicate your"
              + " script did not use scaler.scale(loss or outputs) earlier in the iteration.");
    }
  }

  /**
   * Lets the scale grow or back off by what the steps since the last update have found. Same as
   * {@code update()}. Does not wait for the device.
   *
   * @throws IllegalStateException if nothing was scaled, or no gradients were unscaled
   */
  public void update() {
    if (!isEnabled()) {
      return;
    }
    requireScale("update");
    List<Tensor> found =
        stages.values().stream().map(PerOptimizerState::foundInf).filter(Objects::nonNull).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "update: got no step, expected one since the last update; No inf checks were recorded"
              + " prior to update.");
    }
    found.stream().skip(1).forEach(found.get(0)::add_);
    scale.update(found.get(0), options);
    forgetSteps();
  }

  /**
   * Sets the scale. Same as {@code update(new_scale)}.
   *
   * @throws IllegalStateException if nothing was scaled
   * @throws IllegalArgumentException if the scale is not finite or not positive
   */
  public void update(double newScale) {
    if (isEnabled()) {
      requireScale("update");
      GradScalerOptions.requireScale("newScale", newScale);
      scale.fill(newScale);
      forgetSteps();
    }
  }

  /**
   * Sets the scale to a tensor's element. Same as {@code update(new_scale)}. Does not wait for the
   * device.
   *
   * @throws IllegalStateException if nothing was scaled, or the tensor is closed
   * @throws IllegalArgumentException if the tensor is on another kind of device than this scaler,
   *     has not one element, or requires gradients
   */
  public void update(Tensor newScale) {
    Objects.requireNonNull(newScale, "newScale");
    if (!isEnabled()) {
      return;
    }
    requireScale("update");
    if (newScale.isNull()) {
      throw new IllegalStateException("newScale: got a closed tensor, expected an open one");
    }
    boolean onDevice = newScale.device().type().intern() == options.deviceType();
    if (!onDevice || newScale.numel() != 1 || newScale.requires_grad()) {
      throw new IllegalArgumentException(
          "newScale: got "
              + TensorDescription.of(newScale)
              + (newScale.requires_grad() ? " that requires gradients" : "")
              + ", expected one element on "
              + options.deviceType()
              + " that requires none");
    }
    scale.copy(newScale);
    forgetSteps();
  }

  private void forgetSteps() {
    stages.values().forEach(PerOptimizerState::close);
    stages.clear();
  }

  /** The scale; 1 if disabled. Same as {@code get_scale()}. Waits for the device. */
  public double getScale() {
    return isEnabled() ? scale.value() : 1;
  }

  /** Same as {@code get_growth_factor()}. */
  public double getGrowthFactor() {
    return options.growthFactor();
  }

  /**
   * Same as {@code set_growth_factor(new_factor)}.
   *
   * @throws IllegalArgumentException if it is not greater than 1
   */
  public void setGrowthFactor(double newFactor) {
    options = options.growthFactor(newFactor);
  }

  /** Same as {@code get_backoff_factor()}. */
  public double getBackoffFactor() {
    return options.backoffFactor();
  }

  /**
   * Same as {@code set_backoff_factor(new_factor)}.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public void setBackoffFactor(double newFactor) {
    options = options.backoffFactor(newFactor);
  }

  /** Same as {@code get_growth_interval()}. */
  public int getGrowthInterval() {
    return options.growthInterval();
  }

  /**
   * Same as {@code set_growth_interval(new_interval)}.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public void setGrowthInterval(int newInterval) {
    options = options.growthInterval(newInterval);
  }

  /** Whether anything is scaled. Same as {@code is_enabled()}. */
  public boolean isEnabled() {
    return options.enabled();
  }

  /**
   * The scale, the factors, the interval and the number of good steps, under Python's names. Same
   * as {@code state_dict()}; empty if disabled. To be called after {@link #update()}. Waits for the
   * device.
   */
  public Map<String, Object> stateDict() {
    return isEnabled() ? ScalerState.of(scale, options).write() : Map.of();
  }

  /**
   * Takes up another run's state. Same as {@code load_state_dict}; nothing happens if disabled.
   *
   * @throws IllegalArgumentException if it is empty, lacks a value, or has one that cannot be;
   *     nothing has been changed then
   */
  public void loadStateDict(Map<String, ?> stateDict) {
    Objects.requireNonNull(stateDict, "stateDict");
    if (isEnabled()) {
      ScalerState state = ScalerState.read(stateDict);
      options =
          options
              .growthFactor(state.growthFactor())
              .backoffFactor(state.backoffFactor())
              .growthInterval(state.growthInterval());
      scale.load(state.scale(), state.growthTracker());
    }
  }
}
