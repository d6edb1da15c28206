package torch4j.nn;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;

/**
 * Parameters by name, in order, for a model's own {@code forward} to use. Same as {@code
 * torch.nn.ParameterDict}: a tensor that is no parameter yet becomes one, and there is no {@code
 * forward}. Iterates over the names.
 */
public final class ParameterDict extends Module implements Iterable<String> {
  /** No registered().parameters(). */
  public ParameterDict() {}

  /** Parameters by name, in the map's order: Python's {@code ParameterDict(OrderedDict(...))}. */
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
   * The parameter of this name, or another tensor, which may be null. Same as {@code get(name,
   * otherwise)}.
   */
  public Tensor get(String name, Tensor otherwise) {
    return contains(name) ? parameter(name) : otherwise;
  }

  /**
   * Puts a parameter under this name, in the place of the one that had it, or at the end. Same as
   * {@code dict[name] = value}.
   *
   * @throws IllegalArgumentException if the name is empty or has a dot in it
   */
  public void put(String name, Tensor value) {
    Require.nonNull(value, "value", "a tensor");
    if (contains(name)) {
      setParameter(name, value);
    } else {
      registerParameter(name, value);
    }
  }

  /** Puts all these parameters, one after the other. Same as {@code update}. */
  public void update(Map<String, Tensor> values) {
    Require.nonNull(values, "values", "tensors by name").forEach(this::put);
  }

  /** The parameter of this name; puts this value first if there is none. */
  public Tensor setdefault(String name, Tensor value) {
    if (!contains(name)) {
      put(name, value);
    }
    return parameter(name);
  }

  /**
   * Takes a parameter out. Same as {@code pop(name)} and {@code del dict[name]}.
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
   * Takes the last parameter out. Same as {@code popitem()}.
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

  /** Takes all parameters out. Same as {@code clear}. */
  public void clear() {
    registered().parameters().clear();
  }

  /** Another dictionary of the same registered().parameters(). Same as {@code copy}. */
  public ParameterDict copy() {
    return new ParameterDict(items());
  }

  /** Whether there is a parameter of this name. Same as {@code name in dict}. */
  public boolean contains(String name) {
    return registered().parameters().containsKey(Require.nonNull(name, "name", "a name"));
  }

  /** The number of registered().parameters(). Same as {@code len(dict)}. */
  public int size() {
    return registered().parameters().size();
  }

  /** The names. Same as {@code keys()}. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(registered().parameters().keySet());
  }

  /** The registered().parameters(). Same as {@code values()}. */
  public List<Tensor> values() {
    return List.copyOf(items().values());
  }

  /** Names and parameters, as they are now. Same as {@code items()}. */
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
