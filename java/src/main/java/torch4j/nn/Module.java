package torch4j.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import torch4j.RemovableHandle;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * The base class of all neural network modules. Same as {@code torch.nn.Module}.
 *
 * <pre>{@code
 * final class Net extends Module {
 *   private final Linear hidden = new Linear(64, 128);
 *   private final Linear output = new Linear(128, 10);
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return output.call(torch.relu(hidden.call(x)));
 *   }
 * }
 * }</pre>
 *
 * <p>As in Python a subclass overrides {@code forward}, and users call {@code call}, which is
 * Python's {@code __call__}. A module that takes or returns other values than tensors extends
 * {@link FunctionModule} or {@link BiFunctionModule}, or has its own {@code call} method, which
 * uses {@link #run}.
 *
 * <p>Like attributes in Python, the fields of a subclass are registered under their names, in the
 * order of declaration, those of superclasses first:
 *
 * <ul>
 *   <li>a module becomes a child, a {@link Parameter} a parameter and a {@link Buffer} a buffer; a
 *       plain tensor is not registered, as in Python;
 *   <li>a list or an array of modules or parameters is registered as a {@link ModuleList} or {@link
 *       ParameterList}, unlike in Python, and a map with string keys as a {@link ModuleDict} or
 *       {@link ParameterDict}. Its size must not change after the first use of the module; a map
 *       must have a defined order. If all elements are registered in another way, the collection is
 *       not;
 *   <li>a module, parameter or buffer registered by {@link #register(String, Module)}, {@link
 *       #registerParameter} or {@link #registerBuffer} keeps the name given to that method;
 *   <li>a module inside another object, such as an {@code Optional}, a record, a set or a lambda
 *       that has captured it, or captured by an anonymous or local class of modules, causes an
 *       {@link IllegalStateException} that names the field, unless it is registered in another way.
 *       The fields of other classes are not searched;
 *   <li>static and {@code transient} fields are ignored: a reference to a module that contains this
 *       one must be {@code transient}.
 * </ul>
 *
 * <p>Fields are read when the module is first called, and whenever its children, parameters,
 * buffers or state are requested; if a field has been assigned another module by then, that one is
 * registered. Parameters and buffers belong to no {@link torch4j.Scope} and live as long as their
 * module is reachable; nobody closes them. A module may be used by one thread at a time.
 */
public abstract non-sealed class Module extends StatefulModule {
  private static final List<String> INPUT = List.of("input");
  private static final List<String> NAMES = List.of("first", "second", "third");

  final CallHooks hooks = new CallHooks();

  /** A module without parameters. */
  protected Module() {}

  /**
   * Computes this module's output. Overridden by modules with one input, and called through {@link
   * #call(Tensor)}.
   *
   * @throws UnsupportedOperationException if this module does not take one tensor
   */
  public Tensor forward(Tensor input) {
    throw noForward("one tensor");
  }

  /**
   * Computes this module's output from two tensors. Overridden by modules with two inputs, such as
   * losses.
   *
   * @throws UnsupportedOperationException if this module takes other inputs
   */
  public Tensor forward(Tensor first, Tensor second) {
    throw noForward("two tensors");
  }

  /**
   * Computes this module's output from three tensors. Overridden by modules with three inputs.
   *
   * @throws UnsupportedOperationException if this module takes other inputs
   */
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    throw noForward("three tensors");
  }

  private UnsupportedOperationException noForward(String inputs) {
    return new UnsupportedOperationException(
        typeName()
            + ": got "
            + inputs
            + ", expected other inputs; it does not override forward for these");
  }

  /**
   * Computes this module's output. Same as {@code module(input)}.
   *
   * @return the output, which belongs to the innermost open scope
   * @throws IllegalArgumentException if the input is null, or its shape or dtype does not match a
   *     layer; the message names the layer
   * @throws IllegalStateException if the input is closed
   * @throws torch4j.TorchException if LibTorch fails for another reason
   */
  public final Tensor call(Tensor input) {
    if (!hooks.isEmpty()) {
      return run(inputs -> forward(inputs.get(0)), input);
    }
    registerFieldsOnce();
    try {
      return forward(input);
    } catch (RuntimeException e) {
      throw CallErrors.explained(this, e, INPUT, input);
    }
  }

  /**
   * Computes this module's output from two tensors: {@code module(first, second)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match a layer; the message names
   *     the layer
   * @throws IllegalStateException if an input is closed
   * @throws torch4j.TorchException if LibTorch fails for another reason
   * @see #call(Tensor)
   */
  public final Tensor call(Tensor first, Tensor second) {
    return run(NAMES, inputs -> forward(inputs.get(0), inputs.get(1)), first, second);
  }

  /**
   * Computes this module's output from three tensors: {@code module(first, second, third)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match a layer; the message names
   *     the layer
   * @throws IllegalStateException if an input is closed
   * @throws torch4j.TorchException if LibTorch fails for another reason
   * @see #call(Tensor)
   */
  public final Tensor call(Tensor first, Tensor second, Tensor third) {
    return run(
        NAMES,
        inputs -> forward(inputs.get(0), inputs.get(1), inputs.get(2)),
        first,
        second,
        third);
  }

  /**
   * Computes an output with this module's hooks, and converts LibTorch's exceptions to ones that
   * name this module; for the {@code call} methods of subclasses.
   *
   * @param forward computes the output from the inputs, which a hook may have changed
   * @param inputs the input tensors, in order; null for an omitted one
   */
  protected final <R> R run(Function<List<Tensor>, R> forward, Tensor... inputs) {
    return run(Collections.nCopies(inputs.length, "input"), forward, inputs);
  }

  private <R> R run(List<String> names, Function<List<Tensor>, R> forward, Tensor... inputs) {
    Require.nonNull(forward, "forward", "a function of the inputs");
    registerFieldsOnce();
    List<Tensor> list = Collections.unmodifiableList(Arrays.asList(inputs));
    try {
      return hooks.isEmpty() ? forward.apply(list) : hooks.run(this, list, forward);
    } catch (RuntimeException e) {
      throw CallErrors.explained(this, e, names, inputs);
    }
  }

  /**
   * The inputs that this layer expects, for messages: {@code [*, 784] float32}; empty if there is
   * no such rule.
   */
  protected String expectedInput() {
    return "";
  }

  /**
   * The exception of a layer that checks its input before it calls LibTorch.
   *
   * @param why what is wrong, as in Python's message
   */
  final IllegalArgumentException invalidInput(String why, Tensor... inputs) {
    return new IllegalArgumentException(CallErrors.wrongInput(this, why, inputs));
  }

  /**
   * Registers a hook that is called before each forward pass. Same as {@code
   * register_forward_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
    return HookList.add(hooks.before, hook);
  }

  /**
   * Registers a hook that is called after each forward pass. Same as {@code register_forward_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerForwardHook(ForwardHook hook) {
    return HookList.add(hooks.after, hook);
  }

  /**
   * Registers a hook that is called whenever the gradients with respect to this module's inputs
   * have been computed. Same as {@code register_full_backward_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
    return HookList.add(hooks.backward, hook);
  }

  /** The options in Python's repr: {@code in_features=64, out_features=10, bias=True}. */
  protected String extraRepr() {
    return "";
  }

  /** This module with its submodules, in the format of Python's repr. */
  @Override
  public String toString() {
    return Repr.of(this);
  }

  /**
   * The output shapes and the number of parameters of each layer, for an input of this shape. The
   * model is called once with zeros, in evaluation mode and without gradients.
   *
   * @param inputShape the shape with the batch dimension: {@code 1, 3, 32, 32}
   * @throws IllegalArgumentException if a layer does not accept such an input
   */
  public final Summary summary(long... inputShape) {
    return Summary.of(this, Require.nonNull(inputShape, "inputShape", "a shape"));
  }
}
