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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import torch4j.internal.Unscoped;

/**
 * Copies a module with all that is below it: Python's {@code deepcopy}, whose memo is here the two
 * maps. A module is copied field by field, its class's own fields included, for a user's module
 * holds its layers in fields of its own.
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

  // It copies itself; what is below it, and its tensors, may be in fields of other modules, too.
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
      return optional.has_value() ? new TensorOptional(of(optional.get())) : optional;
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

  // Other handles of one tensor become handles of one copy.
  private Tensor of(Tensor tensor) {
    if (tensor.isNull() || !tensor.defined()) {
      return tensor;
    }
    Tensor copy = tensors.computeIfAbsent(Parameter.identity(tensor), identity -> copyOf(tensor));
    return (Tensor) copies.computeIfAbsent(tensor, handle -> handleOf(copy, tensor));
  }

  private static Tensor copyOf(Tensor tensor) {
    if (UninitializedParameter.isLazy(tensor)) {
      return tensor instanceof Parameter
          ? new UninitializedParameter(tensor)
          : new UninitializedBuffer(tensor);
    }
    return Unscoped.make(() -> tensor.detach().clone().requires_grad_(tensor.requires_grad()));
  }

  private static Tensor handleOf(Tensor copy, Tensor tensor) {
    if (tensor instanceof Parameter) {
      return Parameter.sharing(copy);
    }
    return tensor instanceof Buffer buffer ? Buffer.sharing(copy, buffer.isPersistent()) : copy;
  }

  // Keeps the order, and whether the collection can be changed.
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
