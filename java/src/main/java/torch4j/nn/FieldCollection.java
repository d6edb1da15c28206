package torch4j.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import torch4j.Tensor;

/** A list, an array or a map in a module's field. */
final class FieldCollection {
  private final Object collection;
  private final Map<String, Object> elements;

  private FieldCollection(Object collection, Map<String, Object> elements) {
    this.collection = collection;
    this.elements = elements;
  }

  /** A field's value as a collection, or null if it is not one. */
  static FieldCollection of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new FieldCollection(value, byKey(map));
    }
    if (value instanceof Object[] array) {
      return new FieldCollection(value, byIndex(Arrays.asList(array)));
    }
    return value instanceof List<?> list ? new FieldCollection(value, byIndex(list)) : null;
  }

  private static Map<String, Object> byKey(Map<?, ?> map) {
    Map<String, Object> elements = new LinkedHashMap<>();
    if (map.keySet().stream().allMatch(String.class::isInstance)) {
      map.forEach((key, element) -> elements.put((String) key, element));
    }
    return elements;
  }

  private static Map<String, Object> byIndex(List<?> list) {
    Map<String, Object> elements = new LinkedHashMap<>();
    list.forEach(element -> elements.put(String.valueOf(elements.size()), element));
    return elements;
  }

  /** The elements by index or key; none if a key is not a string. */
  Map<String, Object> elements() {
    return elements;
  }

  /** Whether {@code value} is the collection. */
  boolean isOf(Object value) {
    return collection == value;
  }

  /** Whether the elements are the same objects under the same names. */
  boolean has(Map<String, ?> others) {
    return elements.size() == others.size()
        && elements.entrySet().stream()
            .allMatch(element -> others.get(element.getKey()) == element.getValue());
  }

  /** Whether there are elements, and all are modules or all are parameters. */
  boolean isRegistrable() {
    return !elements.isEmpty() && (hasOnly(Module.class) || hasOnly(Parameter.class));
  }

  private boolean hasOnly(Class<?> type) {
    return elements.values().stream().allMatch(type::isInstance);
  }

  /**
   * A ModuleList, ModuleDict, ParameterList or ParameterDict of the elements.
   *
   * @throws IllegalStateException if it is a map without a defined order
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // checked by hasOnly
  Module newContainer(String field) {
    if (!(collection instanceof Map<?, ?>)) {
      return hasOnly(Module.class)
          ? new ModuleList((Iterable<Module>) (Iterable) elements.values())
          : new ParameterList((Iterable<Tensor>) (Iterable) elements.values());
    }
    requireOrder(field);
    return hasOnly(Module.class)
        ? new ModuleDict((Map<String, Module>) (Map) elements)
        : new ParameterDict((Map<String, Tensor>) (Map) elements);
  }

  // State dicts and optimizers have this order. Unmodifiable views may wrap any map.
  private void requireOrder(String field) {
    boolean ordered =
        elements.size() == 1
            || collection instanceof SortedMap<?, ?>
            || collection instanceof LinkedHashMap<?, ?>
            || collection.getClass().getName().startsWith("java.util.Collections$");
    if (!ordered) {
      throw new IllegalStateException(
          field
              + ": got a "
              + collection.getClass().getSimpleName()
              + ", expected a map with a defined order; use a LinkedHashMap or a ModuleDict");
    }
  }

  /** Throws if the names of the elements are not the registered ones. */
  void requireNames(Set<String> registered, String field) {
    if (!registered.equals(elements.keySet())) {
      throw new IllegalStateException(
          field
              + ": got "
              + elements.size()
              + " elements, expected the "
              + registered.size()
              + " that were registered when the module was first used; use a ModuleList or"
              + " ModuleDict, whose size may change");
    }
  }

  /**
   * Registers elements that have changed in the collection, and stores registered parameters that
   * have been replaced in the collection.
   *
   * @param before the elements when they were last registered
   */
  void synchronize(ModuleRegistry registered, Map<String, Object> before, String field) {
    for (Map.Entry<String, Object> element : elements.entrySet()) {
      String name = element.getKey();
      if (element.getValue() != before.get(name)) {
        registered.put(name, element.getValue());
      } else if (registered.get(name) != element.getValue()) {
        set(name, registered.get(name), field);
        element.setValue(registered.get(name));
      }
    }
  }

  @SuppressWarnings("unchecked") // the type has been checked by hasOnly
  private void set(String name, Object element, String field) {
    try {
      if (collection instanceof Map<?, ?> map) {
        ((Map<String, Object>) map).put(name, element);
      } else if (collection instanceof Object[] array) {
        array[Integer.parseInt(name)] = element;
      } else {
        ((List<Object>) collection).set(Integer.parseInt(name), element);
      }
    } catch (UnsupportedOperationException e) {
      throw new IllegalStateException(
          field
              + ": got a replaced parameter at "
              + name
              + ", expected a modifiable collection; use a ParameterList or ParameterDict",
          e);
    }
  }
}
