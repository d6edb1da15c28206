package torch4j.nn;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.Text;
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

  /** What is registered, by fields too. */
  final ModuleRegistry registered() {
    registry.update();
    return registry;
  }

  /** Registers what fields hold, if this module is used for the first time. */
  final void registerFieldsOnce() {
    registry.updateOnce();
  }

  /**
   * Makes a child of this module, under a name of its own. Same as {@code add_module(name, child)};
   * a field that holds a module registers it by itself.
   *
   * @return the child itself
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final <M extends Module> M register(String name, M child) {
    Require.nonNull(child, "child", "a module");
    registry.requireNew(name, child);
    registry.children().put(name, child);
    return child;
  }

  /**
   * Makes a tensor a parameter of this module, under a name of its own. Same as {@code
   * register_parameter(name, nn.Parameter(tensor))}: it requires gradients, and no scope frees it
   * any more. What is a parameter already (a {@link Parameter}, or a leaf that requires gradients)
   * becomes shared: tied weights.
   *
   * @param tensor the first value, or null for a parameter that is left out, such as a layer's bias
   * @return the parameter, or null
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken, or if the
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

  /** Whether parameters or buffers of this very module have no shape yet. */
  final boolean isLazy() {
    return Stream.concat(
            registry.parameters().values().stream(), registry.buffers().values().stream())
        .anyMatch(UninitializedParameter::isLazy);
  }

  /** Gives a lazy parameter or buffer its shape, and elements of any value. */
  final void materialize(String name, long... shape) {
    if (registry.get(name) instanceof UninitializedParameter parameter) {
      parameter.materialize(requireSizes(shape));
    } else if (registry.get(name) instanceof UninitializedBuffer buffer) {
      buffer.materialize(requireSizes(shape));
    }
  }

  /**
   * Makes a tensor a persistent buffer of this module. Same as {@code register_buffer}; no scope
   * frees it any more.
   *
   * @param tensor the first value, or null for a buffer that is left out
   * @return the buffer, or null
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Buffer registerBuffer(String name, Tensor tensor) {
    return registerBuffer(name, tensor, true);
  }

  /**
   * Makes a tensor a buffer of this module. Same as {@code register_buffer(name, tensor,
   * persistent)}.
   *
   * @param tensor the first value, or null for a buffer that is left out
   * @param persistent whether it is part of the state dict
   * @return the buffer, or null
   * @throws IllegalArgumentException if the name is empty, has a dot in it, or is taken
   */
  protected final Buffer registerBuffer(String name, Tensor tensor, boolean persistent) {
    registry.requireNew(name, tensor);
    Buffer buffer = Buffer.sharing(tensor, persistent);
    registry.buffers().put(name, buffer);
    return buffer;
  }

  /**
   * Puts another tensor in a parameter's place. Same as assigning to the attribute: {@code
   * decoder.setParameter("weight", encoder.weight())} ties the two, as a parameter of another
   * module is shared and not copied. A field that holds the parameter gets the new one.
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
   * Puts another tensor in a buffer's place. Same as assigning to the attribute. A field that holds
   * the buffer gets the new one.
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

  /** Told before another tensor takes a parameter's or buffer's place; may refuse it. */
  void replacing(String name, Tensor tensor) {}

  private void requireOwn(Map<String, ?> own, String name, String kind) {
    if (!own.containsKey(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", which is no " + kind + " of " + typeName());
    }
  }

  /** Takes a parameter away, and forgets its name. */
  void removeParameter(String name) {
    registry.remove(name);
  }

  /** This module's own parameter as a layer computes with it, or null if it is left out. */
  protected final Tensor parameter(String name) {
    Map<String, Parameter> parameters = registered().parameters();
    Tensor parameter = parameters.get(name);
    return parameter == null && !parameters.containsKey(name)
        ? Parametrized.value((Module) this, name)
        : parameter;
  }

  /** This module's own buffer, or null if it is left out. */
  protected final Tensor buffer(String name) {
    return registered().buffers().get(name);
  }

  /** The parameter as the presets' operators take what may be left out. */
  final TensorOptional optionalParameter(String name) {
    Parameter parameter = registry.parameters().get(name);
    if (parameter != null) {
      return parameter.optional();
    }
    Tensor computed = parameter(name);
    return computed == null ? NONE : new TensorOptional(computed);
  }

  /** The buffer as the presets' operators take what may be left out. */
  final TensorOptional optionalBuffer(String name) {
    Buffer buffer = registry.buffers().get(name);
    return buffer == null ? NONE : buffer.optional();
  }

  /**
   * A tensor for a layer's parameter, not filled yet.
   *
   * @throws IllegalArgumentException if a size is negative
   * @throws torch4j.TorchException if there is not enough memory
   */
  static Tensor empty(long... shape) {
    requireSizes(shape);
    try {
      return torch.empty(shape);
    } catch (RuntimeException e) {
      throw Text.isFromLibTorch(e) ? Text.torchException(e) : e;
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

  /** The class's name as Python's repr shows it. */
  String typeName() {
    return getClass().getSimpleName();
  }
}
