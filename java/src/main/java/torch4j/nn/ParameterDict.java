package torch4j.nn;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Holds parameters in an ordered dictionary. Same as {@code torch.nn.ParameterDict}: a plain tensor
 * is converted to a parameter, and there is no {@code forward}. The iterator is over the names.
 */
public final class ParameterDict extends Module implements Iterable<String> {
  /** An empty dictionary. */
  public ParameterDict() {}

  /**
   * A dictionary of these parameters, in the map's order: Python's {@code
   * ParameterDict(OrderedDict(...))}.
   */
  public ParameterDict(Map<String, Tensor> values) {
    update(values);
  }

  /**
   * The parameter of this name. Same as {@code dict[name]}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    if (!contains(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected one of " + registered().parameters().keySet());
    }
    return parameter(name);
  }

  /**
   * The parameter of this name, or {@code otherwise}, which may be null. Same as {@code get(name,
   * otherwise)}.
   */
  public Tensor get(String name, Tensor otherwise) {
    return contains(name) ? parameter(name) : otherwise;
  }

  /**
   * Adds a parameter, or replaces the one of this name. Same as {@code dict[name] = value}.
   *
   * @throws IllegalArgumentException if the name is empty or contains a dot
   */
  public void put(String name, Tensor value) {
    Require.nonNull(value, "value", "a tensor");
    if (contains(name)) {
      setParameter(name, value);
    } else {
      registerParameter(name, value);
    }
  }

  /** Adds or replaces these parameters. Same as {@code update}. */
  public void update(Map<String, Tensor> values) {
    Require.nonNull(values, "values", "tensors by name").forEach(this::put);
  }

  /** The parameter of this name; adds this value if there is none. */
  public Tensor setdefault(String name, Tensor value) {
    if (!contains(name)) {
      put(name, value);
    }
    return parameter(name);
  }

  /**
   * Removes a parameter. Same as {@code pop(name)} and {@code del dict[name]}.
   *
   * @return the parameter
   * @throws IllegalArgumentException if there is none
   */
  public Tensor pop(String name) {
    Tensor value = get(name);
    removeParameter(name);
    return value;
  }

  /**
   * Removes the last parameter and returns it. Same as {@code popitem()}.
   *
   * @throws IllegalStateException if there is none
   */
  public Map.Entry<String, Tensor> popitem() {
    if (registered().parameters().isEmpty()) {
      throw new IllegalStateException("popitem: got an empty dictionary, expected parameters");
    }
    String last = List.copyOf(registered().parameters().keySet()).get(size() - 1);
    return Map.entry(last, pop(last));
  }

  /** Removes all parameters. Same as {@code clear}. */
  public void clear() {
    registered().parameters().clear();
  }

  /** A new dictionary with the same parameters. Same as {@code copy}. */
  public ParameterDict copy() {
    return new ParameterDict(items());
  }

  /** Whether there is a parameter of this name. Same as {@code name in dict}. */
  public boolean contains(String name) {
    return registered().parameters().containsKey(Require.nonNull(name, "name", "a name"));
  }

  /** The number of parameters. Same as {@code len(dict)}. */
  public int size() {
    return registered().parameters().size();
  }

  /** The names. Same as {@code keys()}. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(registered().parameters().keySet());
  }

  /** The parameters. Same as {@code values()}. */
  public List<Tensor> values() {
    return List.copyOf(items().values());
  }

  /** A copy of the names and parameters. Same as {@code items()}. */
  public Map<String, Tensor> items() {
    return new LinkedHashMap<>(registered().parameters());
  }

  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }

  @Override
  protected String extraRepr() {
    return Repr.ofParameters(registered().parameters(), Repr::tensorType);
  }
}
