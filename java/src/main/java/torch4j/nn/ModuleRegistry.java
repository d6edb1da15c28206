package torch4j.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import torch4j.Tensor;

/**
 * The children, parameters and buffers of a module by name: Python's {@code _modules}, {@code
 * _parameters} and {@code _buffers}. An omitted parameter or buffer is null.
 */
final class ModuleRegistry {
  private final Module owner;
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();
  private final List<FieldRegistration> fields;
  private boolean updating;
  private volatile boolean updated;

  ModuleRegistry(Module owner) {
    this.owner = owner;
    fields = ModuleField.of(owner.getClass()).stream().map(FieldRegistration::new).toList();
  }

  private ModuleRegistry(Module owner, List<FieldRegistration> fields) {
    this.owner = owner;
    this.fields = fields;
  }

  /** The registry of a copy of the module. */
  ModuleRegistry copy(Module copiedOwner, UnaryOperator<Object> copied) {
    var copy =
        new ModuleRegistry(copiedOwner, fields.stream().map(field -> field.copy(copied)).toList());
    children.forEach((name, child) -> copy.children.put(name, (Module) copied.apply(child)));
    parameters.forEach((name, one) -> copy.parameters.put(name, (Parameter) copied.apply(one)));
    buffers.forEach((name, one) -> copy.buffers.put(name, (Buffer) copied.apply(one)));
    return copy;
  }

  Module owner() {
    return owner;
  }

  /** The children, in the order in which they were registered. */
  Map<String, Module> children() {
    return children;
  }

  /** The parameters, in the order in which they were registered. */
  Map<String, Parameter> parameters() {
    return parameters;
  }

  /** The buffers, in the order in which they were registered. */
  Map<String, Buffer> buffers() {
    return buffers;
  }

  /** The parameters and then the buffers, or only those that are part of the state dict. */
  Map<String, Tensor> tensors(boolean persistentOnly) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(parameters);
    buffers.forEach(
        (name, buffer) -> {
          if (!persistentOnly || buffer == null || buffer.isPersistent()) {
            tensors.put(name, buffer);
          }
        });
    return tensors;
  }

  /** All children, parameters and buffers by name. */
  Map<String, Object> all() {
    Map<String, Object> all = new HashMap<>(children);
    all.putAll(parameters);
    all.putAll(buffers);
    return all;
  }

  /** All names. */
  Set<String> names() {
    return all().keySet();
  }

  /** Whether the name is taken. */
  boolean has(String name) {
    return children.containsKey(name) || parameters.containsKey(name) || buffers.containsKey(name);
  }

  /** The child, parameter or buffer of this name, or null. */
  Object get(String name) {
    Object child = children.get(name);
    Object parameter = child == null ? parameters.get(name) : child;
    return parameter == null ? buffers.get(name) : parameter;
  }

  /** Registers a module, parameter or buffer, and replaces the one of this name. */
  void put(String name, Object value) {
    if (!(value instanceof Module)) {
      children.remove(name);
    }
    if (!(value instanceof Parameter)) {
      parameters.remove(name);
    }
    if (!(value instanceof Buffer)) {
      buffers.remove(name);
    }
    if (value instanceof Module child) {
      children.put(name, child);
    } else if (value instanceof Parameter parameter) {
      parameters.put(name, parameter);
    } else {
      buffers.put(name, (Buffer) value);
    }
  }

  /** Removes the child, parameter or buffer of this name. */
  void remove(String name) {
    children.remove(name);
    parameters.remove(name);
    buffers.remove(name);
    fields.stream().filter(field -> field.name().equals(name)).forEach(FieldRegistration::forget);
  }

  /** Replaces a parameter or buffer, also in the field that holds it. */
  void replace(String name, Object before, Object after) {
    if (after == null) {
      (parameters.containsKey(name) ? parameters : buffers).put(name, null);
    } else {
      put(name, after);
    }
    fields.forEach(field -> field.replace(owner, before, after));
  }

  // ---- explicit registration

  /**
   * Prepares the registration of a new name: fields that already have a value are registered first,
   * and the registration of a field that holds {@code value} is removed.
   *
   * @throws IllegalArgumentException if the name is empty, contains a dot, or is taken
   */
  void requireNew(String name, Object value) {
    if (name == null || name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          name == null
              ? "name: got null, expected a name without dots"
              : "name: got \"" + name + "\", expected a name without dots");
    }
    update(true);
    if (value != null) {
      fields.stream()
          .filter(field -> field.hasRegistered(value))
          .forEach(field -> remove(field.name()));
    }
    if (has(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected an unused name of " + owner.typeName());
    }
  }

  /** Whether this module or tensor has been registered by a method call, not by a field. */
  boolean isExplicit(Object value) {
    return entries()
        .filter(entry -> isSame(entry.getValue(), value))
        .anyMatch(entry -> fields.stream().noneMatch(field -> owns(field, entry.getKey())));
  }

  private static boolean owns(FieldRegistration field, String name) {
    return field.isRegistered() && field.name().equals(name);
  }

  private Stream<? extends Map.Entry<String, ?>> entries() {
    return Stream.of(children, parameters, buffers).flatMap(map -> map.entrySet().stream());
  }

  private static boolean isSame(Object one, Object other) {
    return one == other
        || (one instanceof Tensor tensor
            && other instanceof Tensor same
            && Parameter.identity(tensor) == Parameter.identity(same));
  }

  /**
   * Whether a module or tensor of a collection is or will be registered in another way: by a method
   * call, in a child registered by a method call, or by its own field.
   */
  boolean isRegisteredOtherwise(Object value) {
    return isExplicit(value)
        || fields.stream().anyMatch(field -> isSame(field.single(owner), value))
        || (value instanceof Module module
            && children.values().stream()
                .anyMatch(child -> isExplicit(child) && child.contains(module)));
  }

  // ---- registration by fields

  /** Registers the values of the fields, if that has not been done yet. */
  void updateOnce() {
    if (!updated) {
      update();
    }
  }

  /** Registers the current values of the fields. */
  void update() {
    if (!fields.isEmpty()) {
      update(false);
    }
    updated = true;
  }

  private synchronized void update(boolean constructing) {
    if (updating) {
      return; // called while a child searches its submodules for this module
    }
    updating = true;
    try {
      Map<FieldRegistration, Set<Object>> unregistered = new LinkedHashMap<>();
      for (FieldRegistration field : fields) {
        Set<Object> contents = field.update(this, constructing);
        if (!contents.isEmpty()) {
          unregistered.put(field, contents);
        }
      }
      // Checked last, because another field may register them.
      unregistered.forEach(this::requireRegistered);
    } finally {
      updating = false;
    }
  }

  private void requireRegistered(FieldRegistration field, Set<Object> contents) {
    List<Object> missing = new ArrayList<>(contents);
    missing.removeIf(value -> isRegisteredOtherwise(value) || isBelow(value));
    if (!missing.isEmpty()) {
      throw field.unregistrable(missing.get(0));
    }
  }

  private boolean isBelow(Object value) {
    return value instanceof Module module
        ? owner.contains(module)
        : Stream.concat(
                owner.namedParameters().values().stream(), owner.namedBuffers().values().stream())
            .anyMatch(tensor -> isSame(tensor, value));
  }
}
