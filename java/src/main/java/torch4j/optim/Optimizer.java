package torch4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * The base class of all optimizers. Same as {@code torch.optim.Optimizer}. A user-defined optimizer
 * extends {@link CustomOptimizer}.
 *
 * <p>The parameters are passed to native code once, when a parameter group is added; {@link
 * #step()} is one native call, however many parameters there are. The optimizer's state (moments,
 * step counts) belongs to no scope and is freed when the optimizer is garbage-collected; there is
 * nothing to close. An optimizer may be used by one thread at a time.
 *
 * @param <O> the options of a parameter group
 */
public abstract sealed class Optimizer<O extends OptimizerOptions<O>> extends HookedOptimizer<O>
    implements Cloneable
    permits SGD,
        Adam,
        AdamW,
        RMSprop,
        Adagrad,
        Adadelta,
        Adamax,
        NAdam,
        RAdam,
        Rprop,
        ASGD,
        SparseAdam,
        Adafactor,
        Muon,
        LBFGS,
        CustomOptimizer {
  private final O defaults;
  // Replaced in a copy.
  private ParamGroups<O> groups;
  private OptimizerHandle handle;
  private Map<Object, Object> otherState = Map.of();
  private long stepCount;

  /**
   * An optimizer of these parameter groups.
   *
   * @throws IllegalArgumentException if there are no parameters, a parameter appears twice, or one
   *     is not a leaf tensor
   */
  Optimizer(O defaults, List<Params<O>> params) {
    Torch.init();
    this.defaults = Require.nonNull(defaults, "options", "options");
    initialize();
    ParamGroups.requireNonEmpty(params).forEach(this::addParamGroup);
  }

  /** Starts with no parameter groups and no state. */
  void initialize() {
    groups = new ParamGroups<>();
    handle = new OptimizerHandle();
  }

  /**
   * Adds a parameter group, for example when frozen layers of a pre-trained model become trainable
   * during fine-tuning. Same as {@code add_param_group}.
   *
   * @throws IllegalArgumentException if there are no parameters, a parameter appears twice or is
   *     already in a group, one is not a leaf tensor, or the options are not {@linkplain
   *     OptimizerOptions#requireInitial valid}; the optimizer is unchanged then
   */
  public final void addParamGroup(Params<O> group) {
    Require.nonNull(group, "group", "a group");
    requireSupported(groups.list().size() + 1);
    O options = Require.nonNull(group.overrides().apply(defaults), "options", "options");
    options.requireInitial();
    add(new ParamGroup<>(group.tensors(), options));
  }

  /** Adds a parameter group whose options have been checked. */
  final void add(ParamGroup<O> group) {
    groups.add(group, this::requireSupported);
    handle.addGroup(group.params());
  }

  /**
   * Throws if this optimizer does not support this number of parameter groups.
   *
   * @throws IllegalArgumentException if it does not
   */
  void requireSupported(int groupCount) {}

  /**
   * Throws if this optimizer does not support this parameter.
   *
   * @throws IllegalArgumentException if it does not; the message starts with {@code name}
   */
  void requireSupported(String name, Tensor param) {}

  /** The parameter groups, in order. Same as {@code param_groups}. */
  public final List<ParamGroup<O>> paramGroups() {
    return Collections.unmodifiableList(groups.list());
  }

  /**
   * The state of a parameter, under Python's names: {@code {"step": ..., "exp_avg": ...}}. Same as
   * {@code optimizer.state[param]}; empty before the first step.
   *
   * @return an unmodifiable map; its tensors share the optimizer's memory and belong to no scope
   * @throws IllegalArgumentException if it is not a parameter of this optimizer
   * @throws IllegalStateException if the tensor is closed
   */
  public Map<String, Object> state(Tensor param) {
    return Collections.unmodifiableMap(stateOf(groups.find(param)));
  }

  /** Sets all gradients to undefined. Same as {@code zero_grad()}, which sets them to None. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Resets all gradients: to undefined, or to zeros. Same as {@code zero_grad(set_to_none)}. */
  public final void zeroGrad(boolean setToNone) {
    handle.zeroGrad(setToNone);
  }

  /**
   * Performs a single optimization step, which updates the parameters that have a gradient. Same as
   * {@code step()}. One native call.
   *
   * @throws torch4j.TorchException if a gradient is sparse and this optimizer does not support
   *     sparse gradients, is not of a floating-point dtype, or differs in shape from its parameter;
   *     nothing is changed then
   * @throws IllegalStateException if this is an {@link LBFGS}, which requires a closure
   */
  public void step() {
    withHooks(
        () -> {
          update();
          return null;
        });
  }

  /**
   * Reevaluates the loss by calling the closure, with gradients enabled, and then updates the
   * parameters. Same as {@code step(closure)}.
   *
   * @return the loss that the closure returned
   */
  public Tensor step(Supplier<Tensor> closure) {
    Require.nonNull(closure, "closure", "a closure");
    return withHooks(() -> update(closure));
  }

  /**
   * Unscales and clips the gradients and performs an optimization step, in one native call. The
   * results are bitwise equal to those of unscaling, {@code
   * torch4j.nn.utils.ClipGrad.clipGradNorm_} and {@link #step()} called one after the other, but
   * the gradients are read twice instead of four times.
   *
   * <p>If {@code foundInf} is not 0, or there is an {@code invScale} and a gradient contains an
   * infinity or NaN, the step is skipped: no parameter, moment, step count or gradient changes, and
   * {@code foundInf} is set to 1. Python's fused optimizers do the same with {@code found_inf}. On
   * a device, {@link SGD}, {@link Adam} and {@link AdamW} decide this without host synchronization;
   * the other optimizers synchronize with the device once.
   *
   * <p>With {@code keepGradients}, the gradients hold the unscaled and clipped values afterwards.
   * Without it their values afterwards are unspecified: SGD, Adam and AdamW leave real gradients on
   * the CPU unchanged, while the other optimizers, and all of them on a device, overwrite them.
   * Call {@link #zeroGrad()} before they are read again.
   *
   * <p>If there are {@linkplain #hasStepHooks() step hooks}, and in a {@link CustomOptimizer},
   * unscaling, clipping and stepping are separate calls: the hooks are called before and after
   * {@link #step()}, see the unscaled and clipped gradients, and are not called when the step is
   * skipped.
   *
   * @return the total norm of the unscaled gradients before clipping, a 0-dimensional tensor in the
   *     innermost open scope; null without a {@code maxNorm}
   * @throws IllegalStateException if this is an {@link LBFGS}, which requires a closure, or a
   *     tensor of the options is closed
   * @throws torch4j.TorchException if a gradient is sparse and there is a {@code maxNorm} or this
   *     optimizer does not support sparse gradients, if a gradient is not of a floating-point dtype
   *     or not on the same device as the other gradients and the tensors of the options, or if the
   *     total norm is not finite and {@code errorIfNonfinite}; nothing is changed then
   */
  public final Tensor step(StepOptions options) {
    Require.nonNull(options, "options", "options");
    requireNoClosure();
    if (!hasStepHooks() && supportsScaledStep()) {
      stepCount++;
      return handle.step(updateRule(), groups.numbers(), options);
    }
    var norm = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    if (scaleGradients(options, norm)) {
      step();
    }
    return options.maxNorm().isPresent() ? norm : null;
  }

  /**
   * Clips the 2-norm of all gradients together, over all parameter groups, and performs an
   * optimization step, in one native call. Same as {@code clip_grad_norm_(params, maxNorm)} and
   * {@code step()} in Python, and as {@link #step(StepOptions)} with that {@code maxNorm}; see
   * there for what the gradients hold afterwards.
   *
   * @return the total norm before clipping, a 0-dimensional tensor in the innermost open scope
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN
   * @throws IllegalStateException if this is an {@link LBFGS}, which requires a closure
   * @throws torch4j.TorchException if a gradient is sparse, not of a floating-point dtype, or not
   *     on the same device as the others
   */
  public final Tensor clipStep(double maxNorm) {
    return step(StepOptions.defaults().maxNorm(maxNorm));
  }

  /**
   * Multiplies all gradients in place by {@code invScale}, and sets {@code foundInf} to 1 if one
   * contains an infinity or NaN. Same as what {@code torch.amp.GradScaler.unscale_} does to the
   * gradients of an optimizer; of sparse gradients the values are multiplied. No host
   * synchronization.
   *
   * @param invScale the inverse of the loss scale: a float32 tensor with one element
   * @param foundInf a float32 tensor with one element; it is not reset to 0
   * @return whether any parameter has a gradient
   * @throws IllegalArgumentException if an argument is not a float32 tensor with one element
   * @throws IllegalStateException if an argument is closed
   * @throws torch4j.TorchException if a gradient is float16, not of a real floating-point dtype, or
   *     on the meta device; nothing is changed then
   */
  public final boolean unscaleGradients(Tensor invScale, Tensor foundInf) {
    Require.nonNull(invScale, "invScale", "a tensor");
    Require.nonNull(foundInf, "foundInf", "a tensor");
    return handle.unscale(StepOptions.defaults().invScale(invScale).foundInf(foundInf));
  }

  /**
   * Throws if a step requires a closure.
   *
   * @throws IllegalStateException if it does
   */
  void requireNoClosure() {}

  /** Whether the native step can unscale and clip the gradients. */
  boolean supportsScaledStep() {
    return true;
  }

  /** Unscales and clips the gradients in place; false if one contains an infinity or NaN. */
  boolean scaleGradients(StepOptions options, Tensor norm) {
    return handle.scaleGradients(updateRule(), groups.numbers(), options, norm);
  }

  /** Updates the parameters of all groups. */
  void update() {
    handle.step(updateRule(), groups.numbers());
  }

  /** Calls the closure, updates the parameters of all groups, and returns the closure's loss. */
  Tensor update(Supplier<Tensor> closure) {
    Tensor loss;
    try (var grad = Torch.enableGrad()) {
      loss = closure.get();
    }
    update();
    return loss;
  }

  /** Calls the step pre-hooks, the step with its closure, if any, and the step post-hooks. */
  final Tensor withHooks(Supplier<Tensor> step) {
    stepCount++;
    return hooks().callAround(this, step);
  }

  /**
   * How many steps have been performed; a learning rate scheduler warns if it is stepped before the
   * first.
   */
  public final long stepCount() {
    return stepCount;
  }

  // ---- state dict and copy

  /**
   * The state of the optimizer as a dictionary with the layout of Python's: {@code {"state": {0:
   * {"step": ..., ...}, ...}, "param_groups": [{"lr": ..., "params": [0, 1]}, ...]}}. Same as
   * {@code state_dict()} of Python's default implementation. Other entries of a loaded state dict
   * are kept and included.
   *
   * @return a new map; its tensors share the optimizer's memory and belong to no scope
   */
  public final Map<String, Object> stateDict() {
    hooks().call(hooks().stateDictPre, this);
    return hooks()
        .callWithStateDict(hooks().stateDictPost, this, new OptimizerState<>(this).write());
  }

  /**
   * Loads the optimizer state, including the options of the parameter groups. Same as {@code
   * load_state_dict}: parameters are matched by their order in the groups, not by name; tensors are
   * copied and converted to the dtype and device of their parameter.
   *
   * @throws IllegalArgumentException if the number of parameter groups, their sizes, or the names
   *     or shapes of the state do not match this optimizer; nothing is changed then
   */
  public final void loadStateDict(Map<String, ?> stateDict) {
    Require.nonNull(stateDict, "stateDict", "a state dict");
    Map<String, Object> copy = new LinkedHashMap<>(stateDict);
    new OptimizerState<>(this)
        .read(hooks().callWithStateDict(hooks().loadStateDictPre, this, copy));
    hooks().call(hooks().loadStateDictPost, this);
  }

  /**
   * A copy of this optimizer with copies of its parameters, state and options, and without its
   * hooks. Same as {@code copy.deepcopy(optimizer)}. Fields that a subclass of {@link
   * CustomOptimizer} declares are shared with the original.
   */
  public final Optimizer<O> deepCopy() {
    return deepCopy(groups.params().stream().map(UnscopedTensor::copyOfParameter).toList());
  }

  /**
   * A copy of this optimizer for other parameters, such as those of a copied model. Same as {@code
   * copy.deepcopy} of model and optimizer together:
   *
   * <pre>{@code
   * Module model2 = model.deepCopy();
   * var optimizer2 = optimizer.deepCopy(model2.parameters());
   * }</pre>
   *
   * @param params the new parameters, in the order of the parameter groups
   * @throws IllegalArgumentException if their number or a shape differs, or this optimizer does not
   *     support one of them
   */
  public final Optimizer<O> deepCopy(List<Tensor> params) {
    return new OptimizerCopy<>(this).withParams(Require.noNulls(params, "params", "a tensor"));
  }

  /** A shallow copy of this object without parameter groups, state and hooks. */
  @SuppressWarnings("unchecked") // clone() returns the same class
  final Optimizer<O> emptyCopy() {
    try {
      var copy = (Optimizer<O>) clone();
      copy.initialize();
      copy.clearHooks();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The state of a parameter under Python's names; empty before its first step. */
  Map<String, Object> stateOf(ParamGroups.Position position) {
    return new SlotState(this, position).write();
  }

  /**
   * Checks the loaded state of a parameter and returns an action that sets it.
   *
   * @throws IllegalArgumentException if a name or a shape does not match this optimizer
   */
  Runnable prepareLoad(ParamGroups.Position position, Map<?, ?> saved) {
    return new SlotState(this, position).read(saved);
  }

  /** The shape of the parameter's state tensor of this name. */
  long[] stateShape(String name, Tensor parameter) {
    return parameter.shape();
  }

  /** The update rule, with the names of its options and state. */
  abstract UpdateRule updateRule();

  final ParamGroups<O> groups() {
    return groups;
  }

  final OptimizerHandle handle() {
    return handle;
  }

  /**
   * Entries of a loaded {@code state} that belong to no parameter; they are included in the state
   * dict.
   */
  final Map<Object, Object> otherState() {
    return otherState;
  }

  final void otherState(Map<Object, Object> state) {
    otherState = state;
  }
}
