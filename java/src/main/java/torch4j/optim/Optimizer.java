package torch4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/**
 * The base of the optimizers. Same as {@code torch.optim.Optimizer}. An optimizer of one's own
 * extends {@link CustomOptimizer}.
 *
 * <p>The parameters cross to native code once, here; {@link #step()} is one native call, whatever
 * their number. The state (moments, step counts) belongs to no scope and is freed when the
 * optimizer is collected; nobody closes it. An optimizer may be used by one thread at a time.
 *
 * @param <O> the options of a group
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
   * An optimizer of these groups.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice, or one is not a
   *     leaf
   */
  Optimizer(O defaults, List<Params<O>> params) {
    Torch.init();
    this.defaults = Objects.requireNonNull(defaults, "options");
    initialize();
    ParamGroups.requireSome(params).forEach(this::addParamGroup);
  }

  /** No groups and no state. */
  void initialize() {
    groups = new ParamGroups<>();
    handle = new OptimizerHandle();
  }

  /**
   * Adds a group, such as the layers of a model that are thawed later. Same as {@code
   * add_param_group}.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice or is in a group
   *     already, one is not a leaf, or the options are not {@linkplain
   *     OptimizerOptions#requireInitial valid}; nothing has been added then
   */
  public final void addParamGroup(Params<O> group) {
    Objects.requireNonNull(group, "group");
    requireTakes(groups.list().size() + 1);
    O options = Objects.requireNonNull(group.overrides().apply(defaults), "options");
    options.requireInitial();
    add(new ParamGroup<>(group.tensors(), options));
  }

  /** Adds a group whose options have been checked. */
  final void add(ParamGroup<O> group) {
    groups.add(group, this::requireTakes);
    handle.addGroup(group.params());
  }

  /**
   * Throws if this optimizer cannot have so many groups.
   *
   * @throws IllegalArgumentException with their number
   */
  void requireTakes(int groupCount) {}

  /**
   * Throws if this optimizer cannot take such a parameter.
   *
   * @throws IllegalArgumentException with the parameter's name
   */
  void requireTakes(String name, Tensor param) {}

  /** The groups, in order. Same as {@code param_groups}. */
  public final List<ParamGroup<O>> paramGroups() {
    return Collections.unmodifiableList(groups.list());
  }

  /**
   * What the optimizer keeps for a parameter, by Python's names: {@code {"step": ..., "exp_avg":
   * ...}}. Same as {@code optimizer.state[param]}; empty before the first step.
   *
   * @return a map that cannot be changed; its tensors are the optimizer's own and belong to no
   *     scope
   * @throws IllegalArgumentException if it is not a parameter of this optimizer
   * @throws IllegalStateException if the tensor is closed
   */
  public Map<String, Object> state(Tensor param) {
    return Collections.unmodifiableMap(stateOf(groups.find(param)));
  }

  /** Sets all gradients to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Sets all gradients to none, or to zeros. Same as {@code zero_grad(set_to_none)}. */
  public final void zeroGrad(boolean setToNone) {
    handle.zeroGrad(setToNone);
  }

  /**
   * Updates the parameters that have a gradient. Same as {@code step()}. One native call.
   *
   * @throws torch4j.TorchException if a gradient is sparse and this optimizer takes none such, is
   *     of whole numbers, or has another shape than its parameter; nothing has been changed then
   * @throws IllegalStateException if this is an {@link LBFGS}, which needs a closure
   */
  public void step() {
    hooked(
        () -> {
          update();
          return null;
        });
  }

  /**
   * Calls the closure, with gradients on, and then updates the parameters. Same as {@code
   * step(closure)}.
   *
   * @return what the closure returned: the loss
   */
  public Tensor step(Supplier<Tensor> closure) {
    Objects.requireNonNull(closure, "closure");
    return hooked(() -> update(closure));
  }

  /**
   * Unscales and clips the gradients and updates the parameters by them, in one native call: the
   * same bits as unscaling, {@code torch4j.nn.utils.ClipGrad.clipGradNorm_} and {@link #step()} one
   * after the other, in two reads of the gradients instead of four.
   *
   * <p>If {@code foundInf} is not 0, or there is an {@code invScale} and a gradient has an infinity
   * or NaN, then no parameter, moment, step counter or gradient changes (and {@code foundInf} is
   * 1); Python's fused optimizers do the same with {@code found_inf}. On the CPU, and for {@link
   * SGD}, {@link Adam} and {@link AdamW} anywhere, nobody waits for that; the other optimizers wait
   * for the device once.
   *
   * <p>The gradients hold the unscaled and clipped values afterwards if {@code keepGradients}.
   * Otherwise SGD, Adam and AdamW leave real ones as they were, on the CPU, and the other
   * optimizers, or another device, overwrite them: clear them before they are read again.
   *
   * <p>{@linkplain #hasStepHooks() With hooks}, and in a {@link CustomOptimizer}, these are
   * separate calls: the hooks run around {@link #step()}, see the unscaled and clipped gradients,
   * and are not called for a step that is left out.
   *
   * @return the norm of the unscaled gradients before clipping, 0-dimensional, in the innermost
   *     open scope; null without a {@code maxNorm}
   * @throws IllegalStateException if this is an {@link LBFGS}, which needs a closure, or a tensor
   *     of the options is closed
   * @throws torch4j.TorchException if a gradient is sparse and is to be clipped or this optimizer
   *     takes none such, is not of floating-point numbers, or is on another device than the others
   *     or the tensors of the options, or if the norm is not finite and {@code errorIfNonfinite};
   *     nothing has been changed then
   */
  public final Tensor step(StepOptions options) {
    Objects.requireNonNull(options, "options");
    requireStepsOnce();
    if (!hasStepHooks() && scalesInStep()) {
      stepCount++;
      return handle.step(algorithm(), groups.numbers(), options);
    }
    var norm = new Tensor();
    if (scaleGradients(options, norm)) {
      step();
    }
    return options.maxNorm().isPresent() ? norm : null;
  }

  /**
   * Clips the gradients to a Euclidean norm, over all groups together, and updates the parameters
   * by them, in one native call. Same as {@code clip_grad_norm_(params, maxNorm)} and {@code
   * step()} in Python, and as {@link #step(StepOptions)} with that {@code maxNorm}, which says what
   * the gradients hold afterwards.
   *
   * @return the norm before clipping, 0-dimensional, in the innermost open scope
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN
   * @throws IllegalStateException if this is an {@link LBFGS}, which needs a closure
   * @throws torch4j.TorchException if a gradient is sparse, not of floating-point numbers, or not
   *     on the first one's device
   */
  public final Tensor clipStep(double maxNorm) {
    return step(StepOptions.defaults().maxNorm(maxNorm));
  }

  /**
   * Multiplies all gradients, in place, by {@code invScale}, and sets {@code foundInf} to 1 if one
   * has an infinity or NaN; what {@code torch.amp.GradScaler.unscale_} does to an optimizer. Of
   * sparse gradients, the values are multiplied. The host does not wait for the device.
   *
   * @param invScale one float32
   * @param foundInf one float32, which is not reset here
   * @return whether there is a gradient
   * @throws IllegalArgumentException if one of the two is not one float32
   * @throws IllegalStateException if one of the two is closed
   * @throws torch4j.TorchException if a gradient is float16, not of real floating-point numbers, or
   *     on meta, where there are none; nothing has been changed then
   */
  public final boolean unscaleGradients(Tensor invScale, Tensor foundInf) {
    return handle.unscale(
        StepOptions.defaults()
            .invScale(Objects.requireNonNull(invScale, "invScale"))
            .foundInf(Objects.requireNonNull(foundInf, "foundInf")));
  }

  /**
   * Throws if a step needs the gradients more than once.
   *
   * @throws IllegalStateException if it does
   */
  void requireStepsOnce() {}

  /** Whether a native step can unscale and clip on its way. */
  boolean scalesInStep() {
    return true;
  }

  /** Unscales and clips in place; false if there is an infinity. */
  boolean scaleGradients(StepOptions options, Tensor norm) {
    return handle.scaleGradients(algorithm(), groups.numbers(), options, norm);
  }

  /** One step over all groups. */
  void update() {
    handle.step(algorithm(), groups.numbers());
  }

  /** One step over all groups after the closure, whose loss it returns. */
  Tensor update(Supplier<Tensor> closure) {
    Tensor loss;
    try (var grad = Torch.enableGrad()) {
      loss = closure.get();
    }
    update();
    return loss;
  }

  /** Takes a step between the hooks; the closure, if there is one, is called after the first. */
  final Tensor hooked(Supplier<Tensor> step) {
    stepCount++;
    return hooks().around(this, step);
  }

  /** How often {@link #step()} was called; a schedule warns when it is stepped before. */
  public final long stepCount() {
    return stepCount;
  }

  // ---- state dict and copy

  /**
   * The state of each parameter and the options of each group, laid out as Python's: {@code
   * {"state": {0: {"step": ..., ...}, ...}, "param_groups": [{"lr": ..., "params": [0, 1]}, ...]}}.
   * Same as {@code state_dict()}, with the options of Python's default implementation. Entries that
   * a loaded state dict had beside those are there, too.
   *
   * @return a new map; its tensors are the optimizer's own and belong to no scope
   */
  public final Map<String, Object> stateDict() {
    hooks().call(hooks().beforeSave, this);
    return hooks().change(hooks().afterSave, this, new OptimizerState<>(this).write());
  }

  /**
   * Takes up the state of another run of such an optimizer, options included. Same as {@code
   * load_state_dict}: parameters are matched by their places in the groups, whatever they are
   * called there; tensors are copied, and converted to their parameter's dtype and device.
   *
   * @throws IllegalArgumentException if the groups, their sizes, the names or the shapes are not
   *     this optimizer's; nothing has been changed then
   */
  public final void loadStateDict(Map<String, ?> stateDict) {
    Objects.requireNonNull(stateDict, "stateDict");
    Map<String, Object> copy = new LinkedHashMap<>(stateDict);
    new OptimizerState<>(this).read(hooks().change(hooks().beforeLoad, this, copy));
    hooks().call(hooks().afterLoad, this);
  }

  /**
   * A copy of this optimizer over copies of its parameters, with copies of its state and options
   * and without its hooks. Same as {@code copy.deepcopy(optimizer)}. Fields of a {@link
   * CustomOptimizer}'s own are shared with the original.
   */
  public final Optimizer<O> deepCopy() {
    return deepCopy(groups.params().stream().map(Kept::copyOfParameter).toList());
  }

  /**
   * A copy of this optimizer over other parameters, such as those of a copied model, which take the
   * places of its own. Same as {@code copy.deepcopy} of both together:
   *
   * <pre>{@code
   * Module model2 = model.deepCopy();
   * var optimizer2 = optimizer.deepCopy(model2.parameters());
   * }</pre>
   *
   * @param params in the order of the groups
   * @throws IllegalArgumentException if there are not as many, one has another shape, or one cannot
   *     be a parameter of this optimizer
   */
  public final Optimizer<O> deepCopy(List<Tensor> params) {
    return new OptimizerCopy<>(this).over(Objects.requireNonNull(params, "params"));
  }

  /** The same fields in another object, without groups and state. */
  @SuppressWarnings("unchecked") // of the same class
  final Optimizer<O> emptyCopy() {
    try {
      var copy = (Optimizer<O>) clone();
      copy.initialize();
      copy.forgetHooks();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A parameter's state under Python's names; empty if there is none yet. */
  Map<String, Object> stateOf(ParamGroups.Place place) {
    return new SlotState(this, place).write();
  }

  /**
   * What takes up a parameter's state of another run, which has been checked when this returns.
   *
   * @throws IllegalArgumentException if a name or a shape is not this optimizer's
   */
  Runnable loading(ParamGroups.Place place, Map<?, ?> saved) {
    return new SlotState(this, place).read(saved);
  }

  /** The shape of a parameter's state of this name. */
  long[] stateShape(String name, Tensor parameter) {
    return parameter.shape();
  }

  /** The algorithm, with the names of its options and state. */
  abstract Algorithm algorithm();

  final ParamGroups<O> groups() {
    return groups;
  }

  final OptimizerHandle handle() {
    return handle;
  }

  /** Entries of a loaded state that belong to no parameter; they are saved again. */
  final Map<Object, Object> otherState() {
    return otherState;
  }

  final void otherState(Map<Object, Object> state) {
    otherState = state;
  }
}
