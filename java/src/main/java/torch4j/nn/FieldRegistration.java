package torch4j.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The registration of one field of a module: under the field's name, the module, parameter or
 * buffer in the field, or a container of those in a list, array or map.
 */
final class FieldRegistration {
  private static final Object UNSEEN = new Object();

  private final ModuleField field;
  private Object seen = UNSEEN;
  private Map<String, Object> elements = Map.of(); // of a collection, as last registered
  private boolean registered;

  FieldRegistration(ModuleField field) {
    this.field = field;
  }

  /** The registration of the same field in a copy of the module. */
  FieldRegistration copy(UnaryOperator<Object> copied) {
    var copy = new FieldRegistration(field);
    copy.seen = seen == UNSEEN ? UNSEEN : copied.apply(seen);
    copy.registered = registered;
    copy.elements = new LinkedHashMap<>(elements);
    copy.elements.replaceAll((name, element) -> copied.apply(element));
    return copy;
  }

  /** The field's name. */
  String name() {
    return field.name();
  }

  /** Whether the name is registered because of this field. */
  boolean isRegistered() {
    return registered;
  }

  /** Whether this object is registered because of this field. */
  boolean hasRegistered(Object value) {
    return registered && seen == value;
  }

  /** Called when the field's registration has been removed. */
  void forget() {
    registered = false;
  }

  /** The field's value if it is neither a collection nor a captured variable, otherwise null. */
  Object single(Module module) {
    Object value = field.isAccessible() && !field.isCaptured() ? field.get(module) : null;
    return FieldCollection.of(value) == null ? value : null;
  }

  /**
   * Assigns a new parameter or buffer to the field, if the field holds the one that is replaced.
   */
  void replace(Module module, Object before, Object after) {
    if (before != null && seen == before) {
      field.set(module, after);
      seen = field.get(module);
    }
  }

  /**
   * Registers what the field holds, if that has changed.
   *
   * @param constructing whether the module's constructor is still running: collections are
   *     registered later, when they have been filled
   * @return the modules, parameters and buffers that this field does not register, and that must be
   *     registered in another way
   * @throws IllegalStateException if the field cannot be read, its name is taken, or the size of a
   *     collection has changed
   */
  Set<Object> update(ModuleRegistry registry, boolean constructing) {
    if (!field.isAccessible()) {
      if (field.holdsModules() && !constructing && !registry.has(field.name())) {
        throw field.inaccessible();
      }
      return Set.of();
    }
    Object value = field.get(registry.owner());
    if (field.isCaptured()) {
      return constructing ? Set.of() : captured(value);
    }
    FieldCollection collection = FieldCollection.of(value);
    if (collection == null ? value == seen : constructing || isUnchanged(registry, collection)) {
      return Set.of();
    }
    Object registrable = collection == null ? registrable(value) : container(registry, collection);
    if (registrable == null && constructing) {
      return Set.of();
    }
    register(registry, registrable);
    seen = value;
    elements = collection == null ? Map.of() : collection.elements();
    return registrable == null ? FieldContents.of(value) : Set.of();
  }

  // Python does not register the variables of a closure either.
  private Set<Object> captured(Object value) {
    if (value == seen) {
      return Set.of();
    }
    seen = value;
    return FieldContents.of(value);
  }

  private boolean isUnchanged(ModuleRegistry registry, FieldCollection collection) {
    return collection.isOf(seen)
        && collection.has(elements)
        && (!registered || collection.has(registeredElements(registry).all()));
  }

  private ModuleRegistry registeredElements(ModuleRegistry registry) {
    return registry.children().get(name()).registered();
  }

  private void register(ModuleRegistry registry, Object value) {
    if (value == null || registry.isExplicit(value)) {
      if (registered) {
        registry.remove(name());
      }
      return;
    }
    if (registered && registry.get(name()) == value) {
      return;
    }
    if (!registered && registry.has(name())) {
      throw taken(value);
    }
    registry.put(name(), value);
    registered = true;
    if (value instanceof Module child && child.contains(registry.owner())) {
      registry.remove(name());
      throw cyclic();
    }
  }

  private static Object registrable(Object value) {
    return value instanceof Module || value instanceof Parameter || value instanceof Buffer
        ? value
        : null;
  }

  // The registered container, or a new one with the elements; null if nothing is registered.
  private Module container(ModuleRegistry registry, FieldCollection collection) {
    if (!collection.isRegistrable()
        || collection.elements().values().stream().allMatch(registry::isRegisteredOtherwise)) {
      return null;
    }
    if (!registered || !collection.isOf(seen)) {
      return collection.newContainer(field.toString());
    }
    ModuleRegistry before = registeredElements(registry);
    collection.requireNames(before.names(), field.toString());
    collection.synchronize(before, elements, field.toString());
    return registry.children().get(name());
  }

  /**
   * The exception for a value with a module, parameter or buffer that is not registered; thrown
   * again at each use.
   */
  IllegalStateException unregistrable(Object contents) {
    Object holder = seen;
    seen = UNSEEN;
    if (field.isCaptured()) {
      return uncapturable(contents);
    }
    return new IllegalStateException(
        field
            + ": got "
            + (holder.getClass().isHidden()
                ? "a lambda"
                : "an object of " + holder.getClass().getSimpleName())
            + " that holds a "
            + contents.getClass().getSimpleName()
            + ", expected a module, or a list, an array or an ordered map of modules, which are"
            + " registered automatically; register the "
            + contents.getClass().getSimpleName()
            + " by name, or make the field transient");
  }

  private IllegalStateException uncapturable(Object contents) {
    String type = contents.getClass().getSimpleName();
    return new IllegalStateException(
        field.name()
            + ": got a "
            + type
            + " captured by an anonymous or local class, expected a field of the class, which is"
            + " registered automatically; register the "
            + type
            + " by name, or keep it in a transient field");
  }

  private IllegalStateException taken(Object value) {
    return new IllegalStateException(
        field
            + ": got a "
            + value.getClass().getSimpleName()
            + ", expected an unused name; \""
            + field.name()
            + "\" is already registered, so rename the field");
  }

  private IllegalStateException cyclic() {
    return new IllegalStateException(
        field
            + ": got a module that contains this one, expected a submodule; make the field with"
            + " the reference to the containing module transient");
  }
}
