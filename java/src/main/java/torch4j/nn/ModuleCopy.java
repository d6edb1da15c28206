package torch4j.nn;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.TensorOptional;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/**
 * Copies a module with its submodules: Python's {@code deepcopy}, with the two maps as its memo.
 * All fields of a module are copied, also those of user classes, which hold their layers in fields.
 */
final class ModuleCopy {
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
  private final Map<Long, Tensor> tensors = new HashMap<>();

  Module of(Module original) {
    Object done = copies.get(original);
    if (done != null) {
      return (Module) done;
    }
    if (original instanceof BackedModule backed) {
      return of(backed);
    }
    Module copy = original.shallowCopy();
    copies.put(original, copy);
    for (Class<?> type = original.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          copyField(field, original, copy);
        }
      }
    }
    return copy;
  }

  // It copies itself. Its submodules and tensors may also be in fields of other modules.
  private Module of(BackedModule original) {
    BackedModule copy = original.copyBacking();
    Map<String, Module> parts = copy.namedModules();
    original.namedModules().forEach((path, part) -> copies.put(part, parts.get(path)));
    Map<String, Tensor> copied = copy.namedParameters();
    original
        .namedParameters()
        .forEach(
            (path, tensor) -> tensors.putIfAbsent(Parameter.identity(tensor), copied.get(path)));
    return copy;
  }

  private void copyField(Field field, Module original, Module copy) {
    try {
      field.setAccessible(true);
      Object value = field.get(original);
      field.set(
          copy,
          value instanceof ModuleRegistry registry
              ? registry.copy(copy, this::value)
              : value(value));
    } catch (IllegalAccessException | RuntimeException e) {
      throw new IllegalStateException(
          "deepCopy: got the field "
              + field.getDeclaringClass().getName()
              + "."
              + field.getName()
              + ", which cannot be copied",
          e);
    }
  }

  private Object value(Object value) {
    if (value instanceof Module module) {
      return of(module);
    }
    if (value instanceof Tensor tensor) {
      return of(tensor);
    }
    if (value instanceof TensorOptional optional) {
      return optional.has_value()
          ? new TensorOptional(of(Tensor.wrap(optional.get())).unwrap())
          : optional;
    }
    if (value instanceof CallHooks hooks) {
      return hooks.copy();
    }
    if (value instanceof StateHooks hooks) {
      return hooks.copy();
    }
    if (value instanceof Map<?, ?> || value instanceof List<?> || value instanceof Set<?>) {
      return copies.computeIfAbsent(value, this::collection);
    }
    return value != null && value.getClass().isArray() ? array(value) : value;
  }

  // Several Java objects of one tensor become Java objects of one copy.
  private Tensor of(Tensor tensor) {
    if (tensor.unwrap().isNull() || !tensor.unwrap().defined()) {
      return tensor;
    }
    Tensor copy = tensors.computeIfAbsent(Parameter.identity(tensor), identity -> copyOf(tensor));
    return (Tensor) copies.computeIfAbsent(tensor, object -> sameKind(copy, tensor));
  }

  private static Tensor copyOf(Tensor tensor) {
    if (UninitializedParameter.isLazy(tensor)) {
      return tensor instanceof Parameter
          ? new UninitializedParameter(tensor)
          : new UninitializedBuffer(tensor);
    }
    return Unscoped.make(() -> tensor.detach().clone().requiresGrad_(tensor.requiresGrad()));
  }

  private static Tensor sameKind(Tensor copy, Tensor tensor) {
    if (tensor instanceof Parameter) {
      return Parameter.sharing(copy);
    }
    return tensor instanceof Buffer buffer ? Buffer.sharing(copy, buffer.isPersistent()) : copy;
  }

  // Preserves the order, and immutability.
  private Object collection(Object original) {
    boolean immutable = original.getClass().getName().startsWith("java.util.Immutable");
    if (original instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(value(key), value(value)));
      return immutable ? Map.copyOf(copy) : copy;
    }
    Collection<Object> copy = original instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
    ((Collection<?>) original).forEach(element -> copy.add(value(element)));
    if (!immutable) {
      return copy;
    }
    return original instanceof Set ? Set.copyOf(copy) : List.copyOf(copy);
  }

  private Object array(Object original) {
    int length = Array.getLength(original);
    Object copy = Array.newInstance(original.getClass().getComponentType(), length);
    for (int i = 0; i < length; i++) {
      Array.set(copy, i, value(Array.get(original, i)));
    }
    return copy;
  }
}
