package torch4j.nn;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.TensorOptional;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.nn.init.Init;

/** The part of {@link Module} that registers children, parameters and buffers. */
abstract sealed class RegisteringModule implements Cloneable permits TraversableModule {
  private static final TensorOptional NONE = Unscoped.make(TensorOptional::new);

  private final ModuleRegistry registry;

  RegisteringModule() {
    Torch.init();
    registry = new ModuleRegistry((Module) this);
  }

  /** The registry, updated with the current values of the fields. */
  final ModuleRegistry registered() {
    registry.update();
    return registry;
  }

  /** Registers the values of the fields when this module is first used. */
  final void registerFieldsOnce() {
    registry.updateOnce();
  }

  /**
   * Registers a child of this module under a name. Same as {@code add_module(name, child)}; not
   * needed for modules in fields.
   *
   * @return the child
   * @throws IllegalArgumentException if the name is empty, contains a dot, or is taken
   */
  protected final <M extends Module> M register(String name, M child) {
    Require.nonNull(child, "child", "a module");
    registry.requireNew(name, child);
    registry.children().put(name, child);
    return child;
  }

  /**
   * Registers a tensor as a parameter of this module. Same as {@code register_parameter(name,
   * nn.Parameter(tensor))}: it requires gradients, and belongs to no scope. A tensor that is
   * already a parameter (a {@link Parameter}, or a leaf that requires gradients) is shared: tied
   * weights.
   *
   * @param tensor the initial value, or null for an omitted parameter, such as a layer's bias
   * @return the parameter, or null
   * @throws IllegalArgumentException if the name is empty, contains a dot, or is taken, or if the
   *     tensor's dtype is neither floating-point nor complex
   */
  protected final Parameter registerParameter(String name, Tensor tensor) {
    registry.requireNew(name, tensor);
    Parameter parameter = Parameter.of(name, tensor);
    registry.parameters().put(name, parameter);
    return parameter;
  }

  /** Registers a parameter whose shape is inferred from the first input or a state dict. */
  final void registerLazyParameter(String name) {
    registerParameter(name, new UninitializedParameter());
  }

  /** Registers a buffer whose shape is inferred from the first input or a state dict. */
  final void registerLazyBuffer(String name) {
    registerBuffer(name, new UninitializedBuffer());
  }

  /** Whether this module, without its submodules, has uninitialized parameters or buffers. */
  final boolean isLazy() {
    return Stream.concat(
            registry.parameters().values().stream(), registry.buffers().values().stream())
        .anyMatch(UninitializedParameter::isLazy);
  }

  /**
   * Materializes an uninitialized parameter or buffer with this shape; the elements are not
   * initialized.
   */
  final void materialize(String name, long... shape) {
    if (registry.get(name) instanceof UninitializedParameter parameter) {
      parameter.materialize(requireSizes(shape));
    } else if (registry.get(name) instanceof UninitializedBuffer buffer) {
      buffer.materialize(requireSizes(shape));
    }
  }

  /**
   * Registers a tensor as a persistent buffer of this module. Same as {@code register_buffer}; it
   * belongs to no scope.
   *
   * @param tensor the initial value, or null for an omitted buffer
   * @return the buffer, or null
   * @throws IllegalArgumentException if the name is empty, contains a dot, or is taken
   */
  protected final Buffer registerBuffer(String name, Tensor tensor) {
    return registerBuffer(name, tensor, true);
  }

  /**
   * Registers a tensor as a buffer of this module. Same as {@code register_buffer(name, tensor,
   * persistent)}.
   *
   * @param tensor the initial value, or null for an omitted buffer
   * @param persistent whether it is part of the state dict
   * @return the buffer, or null
   * @throws IllegalArgumentException if the name is empty, contains a dot, or is taken
   */
  protected final Buffer registerBuffer(String name, Tensor tensor, boolean persistent) {
    registry.requireNew(name, tensor);
    Buffer buffer = Buffer.sharing(tensor, persistent);
    registry.buffers().put(name, buffer);
    return buffer;
  }

  /**
   * Replaces a parameter. Same as assigning to the attribute: {@code decoder.setParameter("weight",
   * encoder.weight())} ties the two weights, because a parameter of another module is shared, not
   * copied. A field that holds the parameter is assigned the new one.
   *
   * @param tensor the new parameter, or null for none
   * @throws IllegalArgumentException if there is no such parameter
   */
  public final void setParameter(String name, Tensor tensor) {
    requireOwn(registered().parameters(), name, "parameter");
    Parameter parameter = Parameter.of(name, tensor);
    replacing(name, parameter);
    registry.replace(name, registry.parameters().get(name), parameter);
  }

  /**
   * Replaces a buffer. Same as assigning to the attribute. A field that holds the buffer is
   * assigned the new one.
   *
   * @param tensor the new buffer, or null for none
   * @throws IllegalArgumentException if there is no such buffer
   */
  public final void setBuffer(String name, Tensor tensor) {
    requireOwn(registered().buffers(), name, "buffer");
    Buffer before = registry.buffers().get(name);
    Buffer buffer = Buffer.sharing(tensor, before == null || before.isPersistent());
    replacing(name, buffer);
    registry.replace(name, before, buffer);
  }

  /** Called before a parameter or buffer is replaced; may throw an exception to prevent that. */
  void replacing(String name, Tensor tensor) {}

  private void requireOwn(Map<String, ?> own, String name, String kind) {
    if (!own.containsKey(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected the name of a " + kind + " of " + typeName());
    }
  }

  /** Removes a parameter and its name. */
  void removeParameter(String name) {
    registry.remove(name);
  }

  /** The value of this module's parameter, parametrized or not; null if it is omitted. */
  protected final Tensor parameter(String name) {
    Map<String, Parameter> parameters = registered().parameters();
    Tensor parameter = parameters.get(name);
    return parameter == null && !parameters.containsKey(name)
        ? Parametrized.value((Module) this, name)
        : parameter;
  }

  /** This module's buffer, or null if it is omitted. */
  protected final Tensor buffer(String name) {
    return registered().buffers().get(name);
  }

  /** The parameter as an optional argument of the presets' operators. */
  final TensorOptional optionalParameter(String name) {
    Parameter parameter = registry.parameters().get(name);
    if (parameter != null) {
      return parameter.optional();
    }
    Tensor computed = parameter(name);
    return computed == null ? NONE : new TensorOptional(computed.unwrap());
  }

  /** The buffer as an optional argument of the presets' operators. */
  final TensorOptional optionalBuffer(String name) {
    Buffer buffer = registry.buffers().get(name);
    return buffer == null ? NONE : buffer.optional();
  }

  /**
   * An uninitialized tensor for a layer's parameter.
   *
   * @throws IllegalArgumentException if a size is negative
   * @throws torch4j.TorchException if there is not enough memory
   */
  static Tensor empty(long... shape) {
    requireSizes(shape);
    try {
      return Torch.empty(shape);
    } catch (RuntimeException e) {
      throw LibTorchErrors.isLibTorchError(e) ? LibTorchErrors.torchException(e) : e;
    }
  }

  private static long[] requireSizes(long... shape) {
    if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "size: got a parameter of shape " + Arrays.toString(shape) + ", expected sizes >= 0");
    }
    return shape;
  }

  /** Initializes weight and bias as Python's Linear and convolutions do. */
  static void initAsLinear(Tensor weight, Tensor bias) {
    Init.kaimingUniform_(weight, Math.sqrt(5));
    if (bias != null) {
      long fanIn = Init.fanIn(weight);
      double bound = fanIn > 0 ? 1 / Math.sqrt((double) fanIn) : 0;
      Init.uniform_(bias, -bound, bound);
    }
  }

  /** The name of the class in Python's repr. */
  String typeName() {
    return getClass().getSimpleName();
  }
}
