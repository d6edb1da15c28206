package torch4j.optim;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.RemovableHandle;
import torch4j.Torch;
import torch4j.internal.Text;

/**
 * The base of the optimizers. Same as {@code torch.optim.Optimizer}.
 *
 * <p>The parameters cross to native code once, here; {@link #step()} is one native call, whatever
 * their number. The state (moments, step counts) belongs to no scope and is freed when the
 * optimizer is collected; nobody closes it. An optimizer may be used by one thread at a time.
 *
 * @param <O> the options of a group
 */
public abstract sealed class Optimizer<O extends OptimizerOptions<O>>
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
        LBFGS {
  private static final Cleaner CLEANER = Cleaner.create();

  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final long state;
  private final O defaults;
  private final List<Consumer<Optimizer<O>>> preHooks = new ArrayList<>();
  private final List<Consumer<Optimizer<O>>> postHooks = new ArrayList<>();
  private long stepCount;

  /**
   * An optimizer of these groups.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice, or one is not a
   *     leaf
   */
  Optimizer(O defaults, List<Params<O>> params) {
    Torch.init();
    this.defaults = defaults;
    if (params.isEmpty()) {
      throw emptyList();
    }
    requireTakes(params.size());
    var checked = new ArrayList<ParamGroup<O>>();
    for (Params<O> group : params) {
      checked.add(check(group));
    }
    long native0 = NativeOptimizer.create();
    state = native0;
    CLEANER.register(this, () -> NativeOptimizer.destroy(native0));
    checked.forEach(this::add);
  }

  /**
   * Adds a group, such as the layers of a model that are thawed later. Same as {@code
   * add_param_group}.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice or is in a group
   *     already, or one is not a leaf; nothing has been added then
   */
  public final void addParamGroup(Params<O> group) {
    requireTakes(groups.size() + 1);
    Set<Long> before = Set.copyOf(seen);
    try {
      add(check(group));
    } catch (RuntimeException e) {
      seen.retainAll(before);
      throw e;
    }
  }

  private ParamGroup<O> check(Params<O> group) {
    return new ParamGroup<>(requireParameters(group.tensors()), group.overrides().apply(defaults));
  }

  private void add(ParamGroup<O> group) {
    NativeOptimizer.addGroup(state, addresses(group.params()));
    groups.add(group);
  }

  private static IllegalArgumentException emptyList() {
    return new IllegalArgumentException("params: got an empty list, expected at least one tensor");
  }

  private List<Tensor> requireParameters(List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      throw emptyList();
    }
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      String name = "params[" + i + "]";
      if (tensor.isNull()) {
        throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
      }
      if (!tensor.is_leaf()) {
        throw new IllegalArgumentException(
            name + ": got a non-leaf tensor " + Text.of(tensor) + ", expected a leaf");
      }
      requireTakes(name, tensor);
      if (!seen.add(tensor.unsafeGetTensorImpl().address())) {
        throw new IllegalArgumentException(
            name
                + ": got "
                + Text.of(tensor)
                + " for the second time, expected each parameter once, in one group");
      }
    }
    return tensors;
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

  private static long[] addresses(List<Tensor> tensors) {
    return tensors.stream().mapToLong(Tensor::address).toArray();
  }

  /** The groups, in order. Same as {@code param_groups}. */
  public final List<ParamGroup<O>> paramGroups() {
    return Collections.unmodifiableList(groups);
  }

  /** Sets all gradients to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Sets all gradients to none, or to zeros. Same as {@code zero_grad(set_to_none)}. */
  public final void zeroGrad(boolean setToNone) {
    try {
      NativeOptimizer.zeroGrad(state, setToNone);
    } finally {
      Reference.reachabilityFence(this);
    }
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
          nativeStep(state, numbers());
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
    return hooked(
        () -> {
          Tensor loss;
          try (var grad = Torch.enableGrad()) {
            loss = closure.get();
          }
          nativeStep(state, numbers());
          return loss;
        });
  }

  /**
   * Unscales and clips the gradients and updates the parameters by them, in one native call: the
   * same bits as unscaling, {@code torch4j.nn.utils.ClipGrad.clipGradNorm_} and {@link #step()} one
   * after the other, in two reads of the gradients instead of four. Hooks run as at {@code step()}.
   *
   * <p>If {@code foundInf} is not 0, or there is an {@code invScale} and a gradient has an infinity
   * or NaN, then no parameter, moment, step counter or gradient changes (and {@code foundInf} is
   * 1); Python's fused optimizers do the same with {@code found_inf}. On the CPU, and for {@link
   * SGD}, {@link Adam} and {@link AdamW} anywhere, nobody waits for that; the other optimizers wait
   * for the device once.
   *
   * <p>The gradients hold the unscaled and clipped values afterwards if {@code keepGradients}.
   * Otherwise SGD, Adam and AdamW leave them as they were, on the CPU, and the other optimizers, or
   * another device, overwrite them: clear them before they are read again.
   *
   * @return the norm of the unscaled gradients before clipping, 0-dimensional, in the innermost
   *     open scope; null without a {@code maxNorm}
   * @throws IllegalStateException if this is an {@link LBFGS}, which needs a closure, or a tensor
   *     of the options is closed
   * @throws torch4j.TorchException if a gradient is sparse, not of floating-point numbers, or on
   *     another device than the others or the tensors of the options, or if the norm is not finite
   *     and {@code errorIfNonfinite}; nothing has been changed then
   */
  public final Tensor step(StepOptions options) {
    requireStepsOnce();
    return hooked(() -> nativeStep(options));
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
   * @throws torch4j.TorchException if a gradient is float16, not of floating-point numbers, or on
   *     meta, where there are none; nothing has been changed then
   */
  public final boolean unscaleGradients(Tensor invScale, Tensor foundInf) {
    var checked =
        StepOptions.defaults()
            .invScale(Objects.requireNonNull(invScale, "invScale"))
            .foundInf(Objects.requireNonNull(foundInf, "foundInf"));
    try {
      return NativeOptimizer.unscale(state, checked.invScaleAddress(), checked.foundInfAddress());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Throws if a step needs the gradients more than once.
   *
   * @throws IllegalStateException if it does
   */
  void requireStepsOnce() {}

  private Tensor nativeStep(StepOptions options) {
    var norm = new Tensor();
    try {
      boolean has =
          NativeOptimizer.scaledStep(
              state,
              algorithm().id(),
              numbers(),
              options.toNumbers(),
              options.invScaleAddress(),
              options.foundInfAddress(),
              norm.address());
      return has ? norm : null;
    } finally {
      Reference.reachabilityFence(options);
    }
  }

  /** Takes a step between the hooks; the closure, if there is one, is called after the first. */
  final Tensor hooked(Supplier<Tensor> step) {
    stepCount++;
    List.copyOf(preHooks).forEach(hook -> hook.accept(this));
    Tensor loss;
    try {
      loss = step.get();
    } finally {
      Reference.reachabilityFence(this); // or the state could be freed under the call
    }
    List.copyOf(postHooks).forEach(hook -> hook.accept(this));
    return loss;
  }

  /** How often {@link #step()} was called; a schedule warns when it is stepped before. */
  public final long stepCount() {
    return stepCount;
  }

  /**
   * Runs a hook before each step. Same as {@code register_step_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStepPreHook(Consumer<Optimizer<O>> hook) {
    preHooks.add(hook);
    return new RemovableHandle(() -> preHooks.remove(hook));
  }

  /**
   * Runs a hook after each step. Same as {@code register_step_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStepPostHook(Consumer<Optimizer<O>> hook) {
    postHooks.add(hook);
    return new RemovableHandle(() -> postHooks.remove(hook));
  }

  /**
   * The state of each parameter and the options of each group, laid out as Python's: {@code
   * {"state": {0: {"step": ..., ...}, ...}, "param_groups": [{"lr": ..., "params": [0, 1]}, ...]}}.
   * Same as {@code state_dict()}.
   *
   * @return a new map; its tensors are the optimizer's own and belong to no scope
   */
  public final Map<String, Object> stateDict() {
    try {
      return new OptimizerState<>(this).write();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Takes up the state of another run of such an optimizer, options included. Same as {@code
   * load_state_dict}; tensors are copied, and converted to their parameter's dtype and device.
   *
   * @throws IllegalArgumentException if the groups, their sizes, the names or the shapes are not
   *     this optimizer's; nothing has been changed then
   */
  public final void loadStateDict(Map<String, ?> stateDict) {
    try {
      new OptimizerState<>(this).read(stateDict);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** A group's options under Python's names, with those that only Python has. */
  final Map<String, Object> pythonOptions(ParamGroup<O> group) {
    Map<String, Object> options = GroupOptions.write(group.options());
    options.putAll(group.scheduled());
    algorithm().pythonOnly().forEach(options::putIfAbsent);
    return options;
  }

  /** Whether Python counts this optimizer's steps in an int and not in a tensor. */
  boolean countsInWholeNumbers() {
    return false;
  }

  /** A parameter's state under Python's names; empty if there is none yet. */
  Map<String, Object> stateOf(int group, int param) {
    return new SlotState(this, group, param).write();
  }

  /**
   * What takes up a parameter's state of another run, which has been checked when this returns.
   *
   * @throws IllegalArgumentException if a name or a shape is not this optimizer's
   */
  Runnable loading(int group, int param, Map<?, ?> saved) {
    return new SlotState(this, group, param).read(saved);
  }

  /** The shape of a parameter's state of this name. */
  long[] stateShape(String name, Tensor parameter) {
    return parameter.shape();
  }

  /** The native state's address. */
  final long state() {
    return state;
  }

  /** The native algorithm, with the names of its state. */
  abstract Algorithm algorithm();

  private double[] numbers() {
    double[] first = groups.get(0).options().toNumbers();
    if (groups.size() == 1) {
      return first;
    }
    var all = new double[groups.size() * first.length];
    for (int i = 0; i < groups.size(); i++) {
      System.arraycopy(groups.get(i).options().toNumbers(), 0, all, i * first.length, first.length);
    }
    return all;
  }

  /** One step over all groups. */
  void nativeStep(long state, double[] groups) {
    NativeOptimizer.step(state, algorithm().id(), groups);
  }
}
