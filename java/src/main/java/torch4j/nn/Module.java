package torch4j.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import torch4j.RemovableHandle;
import torch4j.internal.Require;

/**
 * The base of everything that has parameters. Same as {@code torch.nn.Module}.
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
 * <p>As in Python one writes {@code forward} and calls {@code call}, which is Python's {@code
 * __call__}. A module that takes or returns something else than tensors writes a {@code call} of
 * its own over {@link #run}.
 *
 * <p>As Python's attributes, the fields of a subclass register what they hold, under the field's
 * name, in the order of declaration, those of superclasses first:
 *
 * <ul>
 *   <li>a module becomes a child, a {@link Parameter} a parameter and a {@link Buffer} a buffer; a
 *       plain tensor stays one, as in Python;
 *   <li>a list or an array of modules or parameters registers as a {@link ModuleList} or {@link
 *       ParameterList}, which Python's lists do not, and a map with strings as keys as a {@link
 *       ModuleDict} or {@link ParameterDict}. Its size stays what it is when the module is first
 *       used; a map must have an order. If all elements have fields or names of their own it is not
 *       registered again;
 *   <li>what is registered by {@link #register(String, Module)}, {@link #registerParameter} or
 *       {@link #registerBuffer} keeps the name given there;
 *   <li>a module that is somewhere else, as in an {@code Optional}, a record, a set or captured by
 *       a lambda, is an {@link IllegalStateException} that names the field, unless it is registered
 *       in another way. Objects of other classes are not looked into;
 *   <li>static and {@code transient} fields are not looked at: a reference to a module around this
 *       one is {@code transient}.
 * </ul>
 *
 * <p>Fields are read when the module is first called, and whenever it is asked for its children,
 * parameters, buffers or state; a field that holds another module by then registers that one.
 * Parameters and buffers belong to no {@link torch4j.Scope} and live as long as their module is
 * reachable; nobody closes them. A module may be used by one thread at a time.
 */
public abstract non-sealed class Module extends StatefulModule {
  private static final List<String> INPUT = List.of("input");
  private static final List<String> NAMES = List.of("first", "second", "third");

  final CallHooks hooks = new CallHooks();

  /** A module without parameters, so far. */
  protected Module() {}

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
   * @throws IllegalArgumentException if the input is null, or its shape or dtype does not fit a
   *     layer; it names the layer
   * @throws IllegalStateException if the input is closed
   * @throws torch4j.TorchException if LibTorch refuses for another reason
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
   * @throws IllegalArgumentException if shapes or dtypes do not fit a layer; it names the layer
   * @throws IllegalStateException if an input is closed
   * @throws torch4j.TorchException if LibTorch refuses for another reason
   * @see #call(Tensor)
   */
  public final Tensor call(Tensor first, Tensor second) {
    return run(NAMES, inputs -> forward(inputs.get(0), inputs.get(1)), first, second);
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
        NAMES,
        inputs -> forward(inputs.get(0), inputs.get(1), inputs.get(2)),
        first,
        second,
        third);
  }

  /**
   * Computes an output with this module's hooks around it, and turns LibTorch's errors into ones
   * that name this module: what a module's own {@code call} does its work through.
   *
   * @param forward takes the inputs, which a hook may have changed
   * @param inputs the tensors, in order; null for one that is left out
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
   * What inputs this layer takes, for messages: {@code [*, 784] float32}; empty if there is no rule
   * to tell.
   */
  protected String expectedInput() {
    return "";
  }

  /**
   * The error of a layer that refuses its input before LibTorch sees it.
   *
   * @param why what is wrong, in Python's words
   */
  final IllegalArgumentException refuse(String why, Tensor... inputs) {
    return new IllegalArgumentException(CallErrors.wrongInput(this, why, inputs));
  }

  /**
   * Runs a hook before each forward pass. Same as {@code register_forward_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
    return HookList.add(hooks.before, hook);
  }

  /**
   * Runs a hook after each forward pass. Same as {@code register_forward_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerForwardHook(ForwardHook hook) {
    return HookList.add(hooks.after, hook);
  }

  /**
   * Runs a hook whenever the gradients of this module's inputs have been computed. Same as {@code
   * register_full_backward_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerFullBackwardHook(BackwardHook hook) {
    return HookList.add(hooks.backward, hook);
  }

  /**
   * The options as Python's repr shows them: {@code in_features=64, out_features=10, bias=True}.
   */
  protected String extraRepr() {
    return "";
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
    return Summary.of(this, Require.nonNull(inputShape, "inputShape", "a shape"));
  }
}
