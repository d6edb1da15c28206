package torch4j.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.internal.Text;
import torch4j.internal.Unscoped;

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
 * <p>As in Python one writes {@link #forward} and calls {@link #call}, which is Python's {@code
 * __call__}. Parameters and buffers belong to no {@link torch4j.Scope} and live as long as their
 * module is reachable; nobody closes them. A module may be used by one thread at a time.
 */
public abstract class Module {
  private final org.bytedeco.pytorch.Module impl;
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> buffers;

  /** A module without parameters of its own, so far. */
  protected Module() {
    this(Unscoped.make(org.bytedeco.pytorch.Module::new));
  }

  /** A module over one of LibTorch's; its parameters and buffers become this one's. */
  Module(org.bytedeco.pytorch.Module impl) {
    this.impl = impl;
    // Handles of our own: those in LibTorch's dictionary die with it.
    parameters = Unscoped.make(() -> copyOf(impl.named_parameters(false)));
    buffers = Unscoped.make(() -> copyOf(impl.named_buffers(false)));
  }

  private static Map<String, Tensor> copyOf(org.bytedeco.pytorch.StringTensorDict dictionary) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    for (long i = 0; i < dictionary.size(); i++) {
      var item = dictionary.get(i);
      copy.put(item.key().getString(), new Tensor(item.value()));
    }
    return copy;
  }

  /**
   * Builds the native part of a layer outside every scope.
   *
   * @throws IllegalArgumentException with LibTorch's words if it refuses the options
   */
  static <T extends org.bytedeco.pytorch.Module> T build(Supplier<T> make) {
    try {
      return Unscoped.make(make);
    } catch (RuntimeException e) {
      throw Text.isFromLibTorch(e) ? new IllegalArgumentException(Text.message(e), e) : e;
    }
  }

  /**
   * Makes a child of this module, under this name. Same as assigning a module to an attribute in
   * Python.
   *
   * @return the child itself
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final <M extends Module> M register(String name, M child) {
    requireNewName(name);
    impl.register_module(name, child.impl());
    children.put(name, child);
    return child;
  }

  /**
   * Makes a tensor a parameter of this module. Same as {@code self.name = nn.Parameter(tensor)}: it
   * requires gradients, and no scope frees it any more.
   *
   * @return the parameter
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Tensor registerParameter(String name, Tensor tensor) {
    requireNewName(name);
    Tensor parameter =
        Unscoped.make(() -> new Tensor(impl.register_parameter(name, tensor.detach())));
    parameters.put(name, parameter);
    return parameter;
  }

  /**
   * Makes a tensor a persistent buffer of this module. Same as {@code register_buffer}; no scope
   * frees it any more.
   *
   * @return the buffer
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Tensor registerBuffer(String name, Tensor tensor) {
    requireNewName(name);
    Tensor buffer = Unscoped.make(() -> new Tensor(impl.register_buffer(name, tensor)));
    buffers.put(name, buffer);
    return buffer;
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
   * Computes this module's output. To be overridden by modules of one tensor, and called through
   * {@link #call}.
   *
   * @throws UnsupportedOperationException if this module takes something else than one tensor
   */
  public Tensor forward(Tensor input) {
    throw new UnsupportedOperationException(
        typeName() + ": has no forward of one tensor; it takes something else");
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
    try {
      return forward(input);
    } catch (RuntimeException e) {
      throw explain(e, input);
    }
  }

  /**
   * What inputs this layer takes, for messages: {@code [*, 784] float32}; empty if there is no
   * short rule.
   */
  String expectedInput() {
    return "";
  }

  /**
   * Turns what the presets threw into an exception that names this layer, its input, and what it
   * expects.
   */
  final RuntimeException explain(RuntimeException e, Tensor... inputs) {
    for (Tensor input : inputs) {
      if (input == null || input.isNull()) {
        return new IllegalStateException(
            typeName() + ": input: got a closed tensor, expected an open one", e);
      }
    }
    if (!Text.isFromLibTorch(e)) {
      return e;
    }
    if (expectedInput().isEmpty()) {
      return Text.torchException(e);
    }
    var got = new ArrayList<String>();
    for (Tensor input : inputs) {
      got.add(Text.of(input));
    }
    return new IllegalArgumentException(
        this
            + ": input: got "
            + String.join(" and ", got)
            + ", expected "
            + expectedInput()
            + "; "
            + Text.message(e),
        e);
  }

  /**
   * The children by name, in the order in which they were registered. Same as {@code
   * named_children}.
   */
  public final Map<String, Module> namedChildren() {
    return Collections.unmodifiableMap(children);
  }

  /**
   * The parameters of this module and all below it, each once, by their path. Same as {@code
   * named_parameters}.
   *
   * @return a new map, in Python's order
   */
  public final Map<String, Tensor> namedParameters() {
    return collect(module -> module.parameters);
  }

  /**
   * The parameters of this module and all below it, each once, in Python's order. Same as {@code
   * parameters}.
   */
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * The buffers of this module and all below it, each once, by their path. Same as {@code
   * named_buffers}.
   */
  public final Map<String, Tensor> namedBuffers() {
    return collect(module -> module.buffers);
  }

  private Map<String, Tensor> collect(
      java.util.function.Function<Module, Map<String, Tensor>> own) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    collect("", own, found, new java.util.HashSet<>());
    return found;
  }

  private void collect(
      String prefix,
      java.util.function.Function<Module, Map<String, Tensor>> own,
      Map<String, Tensor> found,
      java.util.Set<Long> seen) {
    own.apply(this)
        .forEach(
            (name, tensor) -> {
              if (seen.add(tensor.unsafeGetTensorImpl().address())) {
                found.put(prefix + name, tensor);
              }
            });
    children.forEach((name, child) -> child.collect(prefix + name + ".", own, found, seen));
  }

  /**
   * Sets training mode, here and below: dropout drops, batch norm learns. Same as {@code train()}.
   */
  public final Module train() {
    return train(true);
  }

  /** Sets training or evaluation mode, here and below. Same as {@code train(mode)}. */
  public final Module train(boolean mode) {
    impl.train(mode);
    return this;
  }

  /** Sets evaluation mode, here and below. Same as {@code eval()}. */
  public final Module eval() {
    return train(false);
  }

  /** Whether this module is in training mode, as it is when new. Same as {@code training}. */
  public final boolean isTraining() {
    return impl.is_training();
  }

  /** Moves parameters and buffers to a device, in place. Same as {@code to(device)}. */
  public final Module to(Device device) {
    impl.to(device, false);
    return this;
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
    // LibTorch's own to(dtype) would convert counters too.
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      namedParameters().values().forEach(parameter -> convert(parameter, dtype));
      namedBuffers().values().forEach(buffer -> convert(buffer, dtype));
    }
    return this;
  }

  private static void convert(Tensor tensor, ScalarType dtype) {
    if (tensor.is_floating_point() || tensor.is_complex()) {
      tensor.set_data(tensor.to(dtype));
      if (tensor.grad().defined()) {
        tensor.mutable_grad().set_data(tensor.grad().to(dtype));
      }
    }
  }

  /** Sets all gradients to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    impl.zero_grad(true);
  }

  /** LibTorch's module under this one. */
  final org.bytedeco.pytorch.Module impl() {
    return impl;
  }

  /**
   * The options as Python's repr shows them: {@code in_features=64, out_features=10, bias=True}.
   */
  protected String extraRepr() {
    return "";
  }

  final String typeName() {
    return getClass().getSimpleName();
  }

  /** This module and all below it, laid out as in Python. */
  @Override
  public String toString() {
    if (children.isEmpty()) {
      return typeName() + "(" + extraRepr() + ")";
    }
    var lines = new StringBuilder(typeName() + "(\n");
    children.forEach(
        (name, child) ->
            lines
                .append("  (")
                .append(name)
                .append("): ")
                .append(child.toString().replace("\n", "\n  "))
                .append('\n'));
    return lines.append(')').toString();
  }

  /** {@code True} or {@code False}, as Python writes them. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }

  /** A number as Python's {@code repr} writes it: {@code 1e-05}, {@code 0.1}. */
  static String pythonFloat(double value) {
    String text = Double.toString(value);
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    String digits = text.substring(0, e).replaceFirst("\\.0$", "");
    int exponent = Integer.parseInt(text.substring(e + 1));
    if (exponent >= -4 && exponent < 16) {
      return new java.math.BigDecimal(value, java.math.MathContext.DECIMAL64)
          .stripTrailingZeros()
          .toPlainString();
    }
    return digits + String.format(java.util.Locale.ROOT, "e%+03d", exponent);
  }
}
