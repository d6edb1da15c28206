package torch4j.amp;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.SGD;
import torch4j.optim.StepOptions;

/**
 * Performs the steps of gradient scaling: scales losses to prevent gradients from underflowing in
 * float16, unscales the gradients, and skips optimizer steps with infinite or NaN gradients. Same
 * as {@code torch.amp.GradScaler}.
 *
 * <pre>{@code
 * scaler.scale(loss).backward();
 * scaler.step(optimizer);
 * scaler.update();
 * }</pre>
 *
 * <p>Gradients can be unscaled and clipped between backward and step, as in Python ({@link
 * #unscale_}, then {@code ClipGrad.clipGradNorm_}), or within the step: {@code
 * scaler.step(optimizer, StepOptions.defaults().maxNorm(1))} unscales, clips and steps in one
 * native call, with the same results.
 *
 * <p>{@link #step(Optimizer)} synchronizes with the device once. Differences from Python: on a
 * machine without CUDA the default is an enabled scaler for the CPU, not a disabled one; a step of
 * an optimizer without gradients throws, even if Python's is a fused optimizer, which does nothing;
 * and a step multiplies the gradients by the inverse of the scale, as {@link #unscale_} does, where
 * Python's fused optimizers divide by the scale, which is the same if the scale is a power of two.
 * A scaler may be used by one thread at a time; its tensors belong to no scope, and there is
 * nothing to close.
 */
public final class GradScaler {
  private final LossScale scale;
  private final IdentityHashMap<Optimizer<?>, PerOptimizerState> states = new IdentityHashMap<>();
  private GradScalerOptions options;

  /** PyTorch's defaults, enabled, on {@link Torch#device()}. */
  public static GradScalerOptions options() {
    return new GradScalerOptions(Torch.device().type(), 65536, 2, 0.5, 2000, true);
  }

  /** A scaler with PyTorch's defaults. */
  public GradScaler() {
    this(options());
  }

  /**
   * A scaler with all options.
   *
   * @throws IllegalStateException if the scaler is enabled for CUDA, and CUDA is not available
   */
  public GradScaler(GradScalerOptions options) {
    Torch.init();
    if (Require.nonNull(options, "options", "options").enabled()
        && options.deviceType().equals("cuda")
        && !Torch.cudaIsAvailable()) {
      throw new IllegalStateException(
          "GradScaler: got deviceType \"cuda\" on a machine without CUDA, expected \"cpu\" or"
              + " enabled(false)");
    }
    this.options = options;
    scale = new LossScale(options.initScale());
  }

  /**
   * Multiplies an output by the scale factor. Same as {@code scale(outputs)}.
   *
   * @return a new tensor, or {@code output} itself if this scaler is disabled
   */
  public Tensor scale(Tensor output) {
    Require.nonNull(output, "output", "a tensor");
    return isEnabled() ? scale.times(output) : output;
  }

  /** Multiplies each output by the scale factor. Same as {@code scale([...])}. */
  public List<Tensor> scale(List<Tensor> outputs) {
    return Require.noNulls(outputs, "outputs", "a tensor").stream().map(this::scale).toList();
  }

  /**
   * Divides the optimizer's gradients in place by the scale factor, so that they can be inspected
   * or clipped before the step. Same as {@code unscale_(optimizer)}. No host synchronization.
   *
   * @throws IllegalStateException if no output has been scaled, or {@code unscale_} or {@code step}
   *     was already called for this optimizer since the last {@code update}
   * @throws torch4j.TorchException if a gradient is float16; nothing is changed then
   */
  public void unscale_(Optimizer<?> optimizer) {
    Require.nonNull(optimizer, "optimizer", "an optimizer");
    if (!isEnabled()) {
      return;
    }
    requireScale("unscale_");
    PerOptimizerState state = stateOf(optimizer);
    state.requireReady();
    unscale(optimizer, state);
  }

  private void unscale(Optimizer<?> optimizer, PerOptimizerState state) {
    state.unscaled(scale.withFoundInf(optimizer::unscaleGradients));
  }

  /**
   * Unscales the gradients, unless {@link #unscale_} was called, and calls {@code optimizer.step()}
   * if all gradients are finite. Same as {@code step(optimizer)}. Hooks of the optimizer see the
   * unscaled gradients, and are not called if the step is skipped. Synchronizes with the device.
   *
   * @return whether the step was performed
   * @throws IllegalStateException if no output has been scaled, the optimizer has no gradients, or
   *     {@code step} was already called for it since the last {@code update}
   * @throws torch4j.TorchException if the optimizer does not support its gradients; the parameters,
   *     the optimizer's state and the scale are unchanged then
   */
  public boolean step(Optimizer<?> optimizer) {
    Require.nonNull(optimizer, "optimizer", "an optimizer");
    if (!isEnabled()) {
      optimizer.step();
      return true;
    }
    PerOptimizerState state = stateBeforeStep(optimizer);
    if (!state.isUnscaled() && unscalesInStep(optimizer)) {
      unscaleAndStep(optimizer, state, StepOptions.defaults().keepGradients(true));
      state.stepped();
      return state.isFinite();
    }
    if (!state.isUnscaled()) {
      unscale(optimizer, state);
    }
    boolean finite = state.isFinite();
    if (finite) {
      optimizer.step();
    }
    state.stepped();
    return finite;
  }

  // As Python's optimizers with fused=True, which also support float16 gradients. Not with hooks,
  // which must see unscaled gradients and must not be called for a skipped step.
  private static boolean unscalesInStep(Optimizer<?> optimizer) {
    return !optimizer.hasStepHooks()
        && (optimizer instanceof SGD || optimizer instanceof Adam || optimizer instanceof AdamW);
  }

  /**
   * Unscales the gradients, unless {@link #unscale_} was called, clips them, and steps if all of
   * them are finite, in one native call that passes over the gradients twice. What the gradients
   * hold afterwards depends on {@link StepOptions#keepGradients}; all other results equal those of
   * {@link #unscale_}, {@code ClipGrad.clipGradNorm_} and {@link #step(Optimizer)} called one after
   * another. No host synchronization, unless {@linkplain Optimizer#step(StepOptions) the
   * optimizer's step} synchronizes.
   *
   * @param step how to clip; {@code invScale} and {@code foundInf} must be null, since the scaler
   *     sets them
   * @return the total norm of the unscaled gradients before clipping, a 0-dimensional tensor in the
   *     innermost open scope; null without a {@code maxNorm}
   * @throws IllegalStateException if no output has been scaled, the optimizer has no gradients, or
   *     {@code step} was already called for it since the last {@code update}
   * @throws IllegalArgumentException if the options have an {@code invScale} or a {@code foundInf}
   * @throws torch4j.TorchException if the optimizer does not support its gradients; nothing is
   *     changed then
   */
  public Tensor step(Optimizer<?> optimizer, StepOptions step) {
    Require.nonNull(optimizer, "optimizer", "an optimizer");
    Require.nonNull(step, "step", "options");
    if (step.invScale() != null || step.foundInf() != null) {
      throw new IllegalArgumentException(
          "step: got an invScale or a foundInf, expected neither; the scaler sets them");
    }
    if (!isEnabled()) {
      return optimizer.step(step);
    }
    PerOptimizerState state = stateBeforeStep(optimizer);
    if (!state.isUnscaled() && optimizer.hasStepHooks()) {
      unscale(optimizer, state);
    }
    Tensor norm =
        state.isUnscaled()
            ? optimizer.step(step.foundInf(state.foundInf()))
            : unscaleAndStep(optimizer, state, step);
    state.stepped();
    return norm;
  }

  /**
   * Calls {@code optimizer.step(closure)}, if this scaler is disabled. Same as {@code
   * step(optimizer, closure)}.
   *
   * @return the loss that the closure returned
   * @throws IllegalStateException if this scaler is enabled: it does not scale a closure's loss
   */
  public Tensor step(Optimizer<?> optimizer, Supplier<Tensor> closure) {
    Require.nonNull(optimizer, "optimizer", "an optimizer");
    Require.nonNull(closure, "closure", "a closure");
    if (isEnabled()) {
      throw new IllegalStateException(
          "step: got a closure, expected none; Closure use is not currently supported if GradScaler"
              + " is enabled.");
    }
    return optimizer.step(closure);
  }

  private Tensor unscaleAndStep(Optimizer<?> optimizer, PerOptimizerState state, StepOptions step) {
    var norm = new Tensor[1];
    state.unscaled(
        scale.withFoundInf(
            (inverse, found) -> {
              norm[0] = optimizer.step(step.invScale(inverse).foundInf(found));
              return true;
            }));
    return norm[0];
  }

  private PerOptimizerState stateBeforeStep(Optimizer<?> optimizer) {
    requireScale("step");
    PerOptimizerState state = stateOf(optimizer);
    state.requireNotStepped();
    if (state.isUnscaled() ? state.foundInf() == null : !hasGradients(optimizer)) {
      throw new IllegalStateException(
          "optimizer: got no gradients, expected at least one; No inf checks were recorded for this"
              + " optimizer.");
    }
    return state;
  }

  private PerOptimizerState stateOf(Optimizer<?> optimizer) {
    return states.computeIfAbsent(optimizer, key -> new PerOptimizerState());
  }

  private static boolean hasGradients(Optimizer<?> optimizer) {
    try (var scope = Torch.scope()) {
      return optimizer.paramGroups().stream()
          .flatMap(group -> group.params().stream())
          .anyMatch(param -> param.grad() != null);
    }
  }

  private void requireScale(String what) {
    if (!scale.isInitialized()) {
      throw new IllegalStateException(
          what
              + ": got no scaled output, expected a call of scale(loss) before; This may indicate"
              + " your script did not use scaler.scale(loss or outputs) earlier in the iteration.");
    }
  }

  /**
   * Updates the scale factor: multiplies it by the backoff factor if infinite or NaN gradients have
   * been found since the last update, and by the growth factor after {@code growthInterval}
   * consecutive updates without any. Same as {@code update()}. No host synchronization.
   *
   * @throws IllegalStateException if no output has been scaled, or no gradients have been unscaled
   *     since the last update
   */
  public void update() {
    if (!isEnabled()) {
      return;
    }
    requireScale("update");
    List<Tensor> found =
        states.values().stream().map(PerOptimizerState::foundInf).filter(Objects::nonNull).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "update: got no step, expected one since the last update; No inf checks were recorded"
              + " prior to update.");
    }
    found.stream().skip(1).forEach(found.get(0)::add_);
    scale.update(found.get(0), options);
    resetStates();
  }

  /**
   * Sets the scale factor. Same as {@code update(new_scale)}.
   *
   * @throws IllegalStateException if no output has been scaled
   * @throws IllegalArgumentException if the scale is not finite or not positive
   */
  public void update(double newScale) {
    if (isEnabled()) {
      requireScale("update");
      GradScalerOptions.requireScale("newScale", newScale);
      scale.fill(newScale);
      resetStates();
    }
  }

  /**
   * Sets the scale factor to the element of a tensor. Same as {@code update(new_scale)}. No host
   * synchronization.
   *
   * @throws IllegalStateException if no output has been scaled, or the tensor is closed
   * @throws IllegalArgumentException if the tensor is not on this scaler's device type, does not
   *     have exactly one element, or requires gradients
   */
  public void update(Tensor newScale) {
    Require.nonNull(newScale, "newScale", "a tensor");
    if (!isEnabled()) {
      return;
    }
    requireScale("update");
    if (newScale.unwrap().isNull()) {
      throw LeakDetector.closedTensor("newScale", newScale.unwrap());
    }
    boolean onDeviceType = newScale.device().type().equals(options.deviceType());
    if (!onDeviceType || newScale.numel() != 1 || newScale.requiresGrad()) {
      throw new IllegalArgumentException(
          "newScale: got "
              + TensorDescription.of(newScale)
              + (newScale.requiresGrad() ? " that requires gradients" : "")
              + ", expected one element on "
              + options.deviceType()
              + " that requires no gradients");
    }
    scale.copy(newScale);
    resetStates();
  }

  private void resetStates() {
    states.values().forEach(PerOptimizerState::close);
    states.clear();
  }

  /**
   * The scale factor; 1 if gradient scaling is disabled. Same as {@code get_scale()}. Synchronizes
   * with the device.
   */
  public double getScale() {
    return isEnabled() ? scale.value() : 1;
  }

  /** The scale growth factor. Same as {@code get_growth_factor()}. */
  public double getGrowthFactor() {
    return options.growthFactor();
  }

  /**
   * Sets the scale growth factor. Same as {@code set_growth_factor(new_factor)}.
   *
   * @throws IllegalArgumentException if it is not greater than 1
   */
  public void setGrowthFactor(double newFactor) {
    options = options.growthFactor(newFactor);
  }

  /** The scale backoff factor. Same as {@code get_backoff_factor()}. */
  public double getBackoffFactor() {
    return options.backoffFactor();
  }

  /**
   * Sets the scale backoff factor. Same as {@code set_backoff_factor(new_factor)}.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public void setBackoffFactor(double newFactor) {
    options = options.backoffFactor(newFactor);
  }

  /** The growth interval. Same as {@code get_growth_interval()}. */
  public int getGrowthInterval() {
    return options.growthInterval();
  }

  /**
   * Sets the growth interval. Same as {@code set_growth_interval(new_interval)}.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public void setGrowthInterval(int newInterval) {
    options = options.growthInterval(newInterval);
  }

  /** Whether gradient scaling is enabled. Same as {@code is_enabled()}. */
  public boolean isEnabled() {
    return options.enabled();
  }

  /**
   * The state of the scaler, under Python's names: the scale, the growth and backoff factors, the
   * growth interval and the growth tracker. Same as {@code state_dict()}; empty if disabled. To
   * checkpoint the state after an iteration, call it after {@link #update()}. Synchronizes with the
   * device.
   */
  public Map<String, Object> stateDict() {
    return isEnabled() ? ScalerState.of(scale, options).write() : Map.of();
  }

  /**
   * Loads the state of the scaler. Same as {@code load_state_dict}; has no effect if disabled.
   *
   * @throws IllegalArgumentException if it is empty, or a value is missing or invalid; nothing is
   *     changed then
   */
  public void loadStateDict(Map<String, ?> stateDict) {
    Require.nonNull(stateDict, "stateDict", "a state dict");
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
