package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.RemovableHandle;
import torch4j.Torch;
import torch4j.internal.Text;
import torch4j.nn.init.Init;

/**
 * The base of everything that has parameters. Same as {@code torch.nn.Module}.
 *
 * <pre>{@code
 * final class Net extends Module {
 *   private final Linear hidden = register("hidden", new Linear(64, 128));
 *   private final Linear output = register("output", new Linear(128, 10));
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return output.call(torch.relu(hidden.call(x)));
 *   }
 * }
 * }</pre>
 *
 * <p>As in Python one writes {@code forward} and calls {@code call}, which is Python's {@code
 * __call__}. A module that takes or returns something else than tensors writes a {@code call} of
 * its own over {@link #run}. Parameters and buffers belong to no {@link torch4j.Scope} and live as
 * long as their module is reachable; nobody closes them. A module may be used by one thread at a
 * time.
 */
public abstract class Module implements Cloneable {
  // How a message begins that names a layer: its repr.
  private static final Pattern NAMED = Pattern.compile("[A-Z]\\w*[(:]");

  final Map<String, Module> children = new LinkedHashMap<>();
  final Map<String, Slot> parameters = new LinkedHashMap<>();
  final Map<String, Slot> buffers = new LinkedHashMap<>();
  final Hooks hooks = new Hooks();
  private boolean training = true;

  /** A module without parameters, so far. */
  protected Module() {
    Torch.init();
  }

  // ---- registering

  /**
   * Makes a child of this module, under this name. Same as assigning a module to an attribute in
   * Python.
   *
   * @return the child itself
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final <M extends Module> M register(String name, M child) {
    requireNewName(name);
    children.put(name, child);
    return child;
  }

  /**
   * Makes a tensor a parameter of this module. Same as {@code self.name = nn.Parameter(tensor)}: it
   * requires gradients, and no scope frees it any more. What is a parameter already (it has no
   * history and requires gradients) becomes shared: tied weights.
   *
   * @param tensor the first value, or null for a parameter that is left out, such as a layer's bias
   * @return the parameter
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken, or if the
   *     tensor's dtype is neither floating-point nor complex
   */
  protected final Tensor registerParameter(String name, Tensor tensor) {
    requireNewName(name);
    Slot slot = Slot.parameter(name, tensor);
    parameters.put(name, slot);
    return slot.tensor();
  }

  /** Keeps a parameter's place whose shape the first input, or a state dict, will tell. */
  final void registerLazyParameter(String name) {
    requireNewName(name);
    parameters.put(name, Slot.lazy());
  }

  /** Keeps a buffer's place whose shape the first input, or a state dict, will tell. */
  final void registerLazyBuffer(String name) {
    requireNewName(name);
    buffers.put(name, Slot.lazy());
  }

  /** Whether parameters or buffers of this very module still have no shape. */
  final boolean isLazy() {
    return parameters.values().stream().anyMatch(Slot::isLazy)
        || buffers.values().stream().anyMatch(Slot::isLazy);
  }

  /**
   * Makes a tensor a persistent buffer of this module. Same as {@code register_buffer}; no scope
   * frees it any more.
   *
   * @return the buffer
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Tensor registerBuffer(String name, Tensor tensor) {
    return registerBuffer(name, tensor, true);
  }

  /**
   * Makes a tensor a buffer of this module. Same as {@code register_buffer(name, tensor,
   * persistent)}.
   *
   * @param tensor the first value, or null for a buffer that is left out
   * @param persistent whether the state dict has it
   * @return the buffer
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Tensor registerBuffer(String name, Tensor tensor, boolean persistent) {
    requireNewName(name);
    Slot slot = Slot.buffer(tensor, persistent);
    buffers.put(name, slot);
    return slot.tensor();
  }

  private void requireNewName(String name) {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected a name without dots");
    }
    if (children.containsKey(name) || parameters.containsKey(name) || buffers.containsKey(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", which " + typeName() + " already has");
    }
  }

  /**
   * Puts another tensor in a parameter's place. Same as assigning to the attribute: {@code
   * decoder.setParameter("weight", encoder.weight())} ties the two, as a parameter of another
   * module is shared and not copied.
   *
   * @param tensor the new parameter, or null for none
   * @throws IllegalArgumentException if there is no such parameter
   */
  public final void setParameter(String name, Tensor tensor) {
    requireOwn(parameters, name, "parameter");
    Slot slot = Slot.parameter(name, tensor);
    replacing(name, slot.tensor());
    parameters.put(name, slot);
  }

  /**
   * Puts another tensor in a buffer's place. Same as assigning to the attribute.
   *
   * @throws IllegalArgumentException if there is no such buffer
   */
  public final void setBuffer(String name, Tensor tensor) {
    requireOwn(buffers, name, "buffer");
    Slot slot = Slot.buffer(tensor, buffers.get(name).persistent());
    replacing(name, slot.tensor());
    buffers.put(name, slot);
  }

  /** Told before another tensor takes a parameter's or buffer's place; may refuse it. */
  void replacing(String name, Tensor tensor) {}

  private void requireOwn(Map<String, Slot> own, String name, String kind) {
    if (!own.containsKey(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", which is no " + kind + " of " + typeName());
    }
  }

  /** This module's own parameter as a layer computes with it, or null if it is left out. */
  protected final Tensor parameter(String name) {
    Slot slot = parameters.get(name);
    if (slot == null) {
      return Parametrized.value(this, name);
    }
    return slot.tensor();
  }

  /** This module's own buffer, or null if it is left out. */
  protected final Tensor buffer(String name) {
    Slot slot = buffers.get(name);
    return slot == null ? null : slot.tensor();
  }

  /** The parameter as the presets' operators take what may be left out; made once. */
  final TensorOptional optionalParameter(String name) {
    Slot slot = parameters.get(name);
    return slot == null ? new TensorOptional(parameter(name)) : slot.optional();
  }

  /** The buffer as the presets' operators take what may be left out; made once. */
  final TensorOptional optionalBuffer(String name) {
    return buffers.get(name).optional();
  }

  /**
   * A tensor for a layer's parameter, not filled yet.
   *
   * @throws IllegalArgumentException if a size is negative
   */
  static Tensor empty(long... shape) {
    if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "size: got a parameter of shape " + Arrays.toString(shape) + ", expected sizes >= 0");
    }
    return torch.empty(shape);
  }

  /** First values as Python's Linear and convolutions draw them. */
  static void initAsLinear(Tensor weight, Tensor bias) {
    Init.kaimingUniform_(weight, Math.sqrt(5));
    if (bias != null) {
      long fanIn = Init.fanIn(weight);
      double bound = fanIn > 0 ? 1 / Math.sqrt((double) fanIn) : 0;
      Init.uniform_(bias, -bound, bound);
    }
  }

  /** Takes a parameter away, and forgets its name. */
  void removeParameter(String name) {
    parameters.remove(name);
  }

  // ---- computing

  /**
   * Computes this module's output. To be overridden by modules of one tensor, and called through
   * {@link #call(Tensor)}.
   *
   * @throws UnsupportedOperationException if this module takes something else than one tensor
   */
  public Tensor forward(Tensor input) {
    throw noForward("one tensor");
  }

  /**
   * Computes this module's output from two tensors. To be overridden by modules that take two, such
   * as losses.
   *
   * @throws UnsupportedOperationException if this module takes something else
   */
  public Tensor forward(Tensor first, Tensor second) {
    throw noForward("two tensors");
  }

  /**
   * Computes this module's output from three tensors. To be overridden by modules that take three.
   *
   * @throws UnsupportedOperationException if this module takes something else
   */
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    throw noForward("three tensors");
  }

  private UnsupportedOperationException noForward(String inputs) {
    return new UnsupportedOperationException(
        typeName() + ": has no forward of " + inputs + "; it takes something else");
  }

  /**
   * Computes this module's output. Same as {@code module(input)}.
   *
   * @return the output, which belongs to the innermost open scope
   * @throws IllegalArgumentException if the input's shape or dtype does not fit a layer; it names
   *     the layer
   * @throws IllegalStateException if the input is closed
   * @throws torch4j.TorchException if LibTorch refuses for another reason
   */
  public final Tensor call(Tensor input) {
    if (!hooks.isEmpty()) {
      return run(inputs -> forward(inputs.get(0)), input);
    }
    try {
      return forward(input);
    } catch (RuntimeException e) {
      throw explain(e, input);
    }
  }

  /**
   * Computes this module's output from two tensors: {@code module(first, second)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not fit a layer; it names the layer
   * @throws IllegalStateException if an input is closed
   * @throws torch4j.TorchException if LibTorch refuses for another reason
   * @see #call(Tensor)
   */
  public final Tensor call(Tensor first, Tensor second) {
    return run(inputs -> forward(inputs.get(0), inputs.get(1)), first, second);
  }

  /**
   * Computes this module's output from three tensors: {@code module(first, second, third)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not fit a layer; it names the layer
   * @throws IllegalStateException if an input is closed
   * @throws torch4j.TorchException if LibTorch refuses for another reason
   * @see #call(Tensor)
   */
  public final Tensor call(Tensor first, Tensor second, Tensor third) {
    return run(
        inputs -> forward(inputs.get(0), inputs.get(1), inputs.get(2)), first, second, third);
  }

  /**
   * Computes an output with this module's hooks around it, and turns LibTorch's errors into ones
   * that name this module: what a module's own {@code call} does its work through.
   *
   * @param forward takes the inputs, which a hook may have changed
   * @param inputs the tensors, in order; null for one that is left out
   */
  protected final <R> R run(Function<List<Tensor>, R> forward, Tensor... inputs) {
    List<Tensor> list = Collections.unmodifiableList(Arrays.asList(inputs));
    try {
      return hooks.isEmpty() ? forward.apply(list) : hooks.around(this, list, forward);
    } catch (RuntimeException e) {
      throw explain(e, inputs);
    }
  }

  /**
   * What inputs this layer takes, for messages: {@code [*, 784] float32}; empty if there is no rule
   * to tell.
   */
  protected String expectedInput() {
    return "";
  }

  private RuntimeException explain(RuntimeException e, Tensor... inputs) {
    for (Tensor input : inputs) {
      if (input != null && input.isNull()) {
        return new IllegalStateException(
            typeName() + ": input: got a closed tensor, expected an open one", e);
      }
    }
    if (inputs.length > 0 && inputs[0] == null) {
      return new IllegalStateException(typeName() + ": input: got null, expected a tensor", e);
    }
    if (e instanceof IllegalArgumentException && !expectedInput().isEmpty()) {
      return named(e);
    }
    if (!Text.isFromLibTorch(e)) {
      return e;
    }
    return expectedInput().isEmpty()
        ? Text.torchException(e)
        : new IllegalArgumentException(wrongInput(Text.message(e), inputs), e);
  }

  // A function that a layer calls refuses an argument without knowing the layer.
  private RuntimeException named(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (NAMED.matcher(message).lookingAt()) {
      return e;
    }
    String rule = message.contains("expected ") ? "" : "; expected " + expectedInput();
    return new IllegalArgumentException(this + ": " + message + rule, e);
  }

  /**
   * The error of a layer that refuses its input before LibTorch sees it.
   *
   * @param why what is wrong, in Python's words
   */
  final IllegalArgumentException refuse(String why, Tensor... inputs) {
    return new IllegalArgumentException(wrongInput(why, inputs));
  }

  private String wrongInput(String why, Tensor... inputs) {
    var got = new ArrayList<String>();
    for (Tensor input : inputs) {
      if (input != null) {
        got.add(Text.of(input));
      }
    }
    return this
        + ": input: got "
        + String.join(" and ", got)
        + ", expected "
        + expectedInput()
        + "; "
        + why;
  }

  // ---- looking

  /**
   * The children by name, in the order in which they were registered. Same as {@code
   * named_children}.
   */
  public final Map<String, Module> namedChildren() {
    return Collections.unmodifiableMap(children);
  }

  /** The children, in the order in which they were registered. Same as {@code children}. */
  public final List<Module> children() {
    return List.copyOf(children.values());
  }

  /**
   * This module, under the name "", and all below it by their path, each once, in Python's order.
   * Same as {@code named_modules}.
   */
  public final Map<String, Module> namedModules() {
    Map<String, Module> found = new LinkedHashMap<>();
    collect("", found, Collections.newSetFromMap(new java.util.IdentityHashMap<>()));
    return found;
  }

  private void collect(String path, Map<String, Module> found, Set<Module> seen) {
    if (seen.add(this)) {
      found.put(path, this);
      String prefix = path.isEmpty() ? "" : path + ".";
      children.forEach((name, child) -> child.collect(prefix + name, found, seen));
    }
  }

  /** This module and all below it, each once. Same as {@code modules}. */
  public final List<Module> modules() {
    return List.copyOf(namedModules().values());
  }

  /**
   * The parameters of this module and all below it, each once, by their path. Same as {@code
   * named_parameters}.
   *
   * @return a new map, in Python's order
   * @throws IllegalStateException if a lazy layer's parameters have no shape yet
   */
  public final Map<String, Tensor> namedParameters() {
    return collectTensors(module -> module.parameters);
  }

  /**
   * The parameters of this module and all below it, each once, in Python's order. Same as {@code
   * parameters}.
   *
   * @throws IllegalStateException if a lazy layer's parameters have no shape yet
   */
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * The buffers of this module and all below it, each once, by their path, persistent or not. Same
   * as {@code named_buffers}.
   *
   * @return a new map, in Python's order
   */
  public final Map<String, Tensor> namedBuffers() {
    return collectTensors(module -> module.buffers);
  }

  private Map<String, Tensor> collectTensors(Function<Module, Map<String, Slot>> own) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    Set<Long> seen = new HashSet<>();
    namedModules()
        .forEach(
            (path, module) -> {
              String prefix = path.isEmpty() ? "" : path + ".";
              own.apply(module)
                  .forEach(
                      (name, slot) -> {
                        if (slot.isPresent(prefix + name) && seen.add(slot.identity())) {
                          found.put(prefix + name, slot.tensor());
                        }
                      });
            });
    return found;
  }

  /**
   * The module at this path. Same as {@code get_submodule}.
   *
   * @param path names joined by dots, or "" for this one
   * @throws IllegalArgumentException if there is none
   */
  public final Module getSubmodule(String path) {
    Module module = this;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
      Module child = module.children.get(name);
      if (child == null) {
        throw new IllegalArgumentException(
            "path: got \"" + path + "\", but " + module.typeName() + " has no child " + name);
      }
      module = child;
    }
    return module;
  }

  /**
   * The parameter at this path. Same as {@code get_parameter}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public final Tensor getParameter(String path) {
    return at(path, module -> module.parameters, "parameter");
  }

  /**
   * The buffer at this path. Same as {@code get_buffer}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public final Tensor getBuffer(String path) {
    return at(path, module -> module.buffers, "buffer");
  }

  private Tensor at(String path, Function<Module, Map<String, Slot>> own, String kind) {
    int dot = path.lastIndexOf('.');
    Module module = getSubmodule(dot < 0 ? "" : path.substring(0, dot));
    Slot slot = own.apply(module).get(path.substring(dot + 1));
    if (slot == null || !slot.isPresent(path)) {
      throw new IllegalArgumentException(
          "path: got \"" + path + "\", which is no " + kind + " of " + module.typeName());
    }
    return slot.tensor();
  }

  // ---- changing

  /**
   * Runs something on all modules below this one, and last on this one itself. Same as {@code
   * apply}: the way to initialise a whole model.
   */
  public final Module apply(Consumer<Module> action) {
    children.values().forEach(child -> child.apply(action));
    action.accept(this);
    return this;
  }

  /**
   * Sets training mode, here and below: dropout drops, batch norm learns. Same as {@code train()}.
   */
  public final Module train() {
    return train(true);
  }

  /** Sets training or evaluation mode, here and below. Same as {@code train(mode)}. */
  public final Module train(boolean mode) {
    modules().forEach(module -> module.setMode(mode));
    return this;
  }

  /** Sets the mode here, and not below. */
  void setMode(boolean mode) {
    training = mode;
  }

  /** Sets training mode here, and not below. */
  final void trainAlone() {
    setMode(true);
  }

  /** Sets evaluation mode, here and below. Same as {@code eval()}. */
  public final Module eval() {
    return train(false);
  }

  /** Whether this module is in training mode, as it is when new. Same as {@code training}. */
  public final boolean isTraining() {
    return training;
  }

  /**
   * Sets whether the parameters, here and below, require gradients: {@code requiresGrad_(false)}
   * freezes a model. Same as {@code requires_grad_}.
   */
  public final Module requiresGrad_(boolean requiresGrad) {
    parameters().forEach(parameter -> parameter.requires_grad_(requiresGrad));
    return this;
  }

  /** Moves parameters and buffers to a device, in place. Same as {@code to(device)}. */
  public final Module to(Device device) {
    return convert(tensor -> tensor.to(device, tensor.scalar_type()));
  }

  /**
   * Converts floating-point parameters and buffers to a dtype, in place; whole numbers stay as they
   * are. Same as {@code to(dtype)}.
   *
   * @throws IllegalArgumentException if the dtype is not a floating-point or complex one
   */
  public final Module to(ScalarType dtype) {
    if (!torch.isFloatingType(dtype) && !torch.isComplexType(dtype)) {
      throw new IllegalArgumentException(
          "dtype: got " + dtype + ", expected a floating-point or complex one");
    }
    return convert(
        tensor -> tensor.is_floating_point() || tensor.is_complex() ? tensor.to(dtype) : tensor);
  }

  private Module convert(UnaryOperator<Tensor> conversion) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Tensor tensor : namedParameters().values()) {
        tensor.set_data(conversion.apply(tensor));
        if (tensor.grad().defined()) {
          tensor.mutable_grad().set_data(conversion.apply(tensor.grad()));
        }
      }
      namedBuffers().values().forEach(tensor -> tensor.set_data(conversion.apply(tensor)));
    }
    return this;
  }

  /** Sets all gradients to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Sets all gradients to none, or to zeros. Same as {@code zero_grad(set_to_none)}. */
  public final void zeroGrad(boolean setToNone) {
    try (var scope = Torch.scope()) {
      for (Tensor parameter : parameters()) {
        Tensor grad = parameter.mutable_grad();
        if (setToNone) {
          grad.reset();
        } else if (grad.defined()) {
          grad.detach_().zero_();
        }
      }
    }
  }

  // ---- state

  /**
   * The parameters and persistent buffers, here and below, by their path. Same as {@code
   * state_dict()}.
   *
   * @return a new map, in Python's order, an {@link torch4j.serialization.OrderedDict} with
   *     Python's {@code _metadata}; the tensors share the module's memory, do not require gradients
   *     and belong to no scope
   */
  public final Map<String, Tensor> stateDict() {
    return stateDict("");
  }

  /** The state dict with this before every key. Same as {@code state_dict(prefix=prefix)}. */
  public final Map<String, Tensor> stateDict(String prefix) {
    return ModuleState.of(this, prefix);
  }

  /**
   * Copies a state dict into this module; all keys must fit. Same as {@code
   * load_state_dict(state)}.
   *
   * @throws IllegalArgumentException in Python's words if keys are missing or unexpected, or shapes
   *     differ; nothing has been changed then
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state) {
    return loadStateDict(state, true);
  }

  /**
   * Copies a state dict into this module. Same as {@code load_state_dict(state, strict)}.
   *
   * <p>Values are converted to the module's dtypes and devices. A batch norm's {@code
   * num_batches_tracked} may be absent, as it is from files before PyTorch 0.4.1.
   *
   * @param strict whether missing and unexpected keys are an error
   * @return the keys that were missing and those that were not expected
   * @throws IllegalArgumentException in Python's words if shapes differ or, when strict, keys are
   *     missing or unexpected; nothing has been changed then
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
    return ModuleState.load(this, state, strict);
  }

  /**
   * Called before a state dict is looked at, with what it has for this module, by its own names: a
   * lazy layer takes its shapes from it.
   */
  void beforeLoad(Map<String, Tensor> own) {}

  /** The version of a state dict's layout: {@code _version} in Python. */
  long stateVersion() {
    return 1;
  }

  /** Names that a state dict may lack even when strict. */
  boolean mayLack(String name) {
    return false;
  }

  /**
   * A module of its own with copies of all parameters and buffers. Same as {@code
   * copy.deepcopy(module)}: what is tied stays tied in the copy.
   *
   * <p>Fields of modules and tensors, and lists, sets, maps and arrays of them, are copied, in user
   * classes too; other objects are shared with the original.
   *
   * @throws IllegalStateException if a field cannot be reached (a class in a named Java module that
   *     is not open to torch4j)
   */
  public final Module deepCopy() {
    return new ModuleCopy().of(this);
  }

  /** The same fields in another object, for {@link ModuleCopy} to replace them. */
  final Module shallowCopy() {
    try {
      return (Module) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- hooks

  /**
   * Runs a hook before each forward pass. Same as {@code register_forward_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
    return hooks.add(hooks.before, hook);
  }

  /**
   * Runs a hook after each forward pass. Same as {@code register_forward_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerForwardHook(ForwardHook hook) {
    return hooks.add(hooks.after, hook);
  }

  /**
   * Runs a hook before each {@link #loadStateDict} of this module or one around it. Same as {@code
   * register_load_state_dict_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerLoadStateDictPreHook(LoadStateDictPreHook hook) {
    return hooks.add(hooks.beforeLoad, hook);
  }

  /**
   * Runs a hook whenever the gradients of this module's inputs have been computed. Same as {@code
   * register_full_backward_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
    return hooks.add(hooks.backward, hook);
  }

  // ---- showing

  /**
   * The options as Python's repr shows them: {@code in_features=64, out_features=10, bias=True}.
   */
  protected String extraRepr() {
    return "";
  }

  /** The class's name as Python's repr shows it. */
  String typeName() {
    return getClass().getSimpleName();
  }

  /** This module and all below it, laid out as in Python. */
  @Override
  public String toString() {
    return Repr.of(this);
  }

  /**
   * What each layer makes of an input of this shape, and how many parameters it has. The model runs
   * once on zeros, in evaluation mode and without gradients.
   *
   * @param inputShape the shape with the batch: {@code 1, 3, 32, 32}
   * @throws IllegalArgumentException if a layer does not take such an input
   */
  public final Summary summary(long... inputShape) {
    return Summary.of(this, inputShape);
  }
}
