package torch4j.nn;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.internal.Require;

/**
 * Holds submodules in an ordered dictionary. Same as {@code torch.nn.ModuleDict}: it has no {@code
 * forward}. The iterator is over the names.
 */
public final class ModuleDict extends Module implements Iterable<String> {
  /** An empty dictionary. */
  public ModuleDict() {}

  /** A dictionary of these modules, in the map's order. */
  public ModuleDict(Map<String, ? extends Module> modules) {
    update(modules);
  }

  /**
   * The module of this name. Same as {@code dict[name]}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Module get(String name) {
    Module module = registered().children().get(name);
    if (module == null) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\", expected one of " + registered().children().keySet());
    }
    return module;
  }

  /**
   * Adds a module, or replaces the one of this name. Same as {@code dict[name] = module}.
   *
   * @throws IllegalArgumentException if the name is empty or contains a dot
   */
  public void put(String name, Module module) {
    Require.nonNull(name, "name", "a name");
    Require.nonNull(module, "module", "a module");
    if (registered().children().containsKey(name)) {
      registered().children().put(name, module);
    } else {
      register(name, module);
    }
  }

  /** Adds or replaces these modules. Same as {@code update}. */
  public void update(Map<String, ? extends Module> modules) {
    Require.nonNull(modules, "modules", "modules by name").forEach(this::put);
  }

  /**
   * Removes a module. Same as {@code pop(name)} and {@code del dict[name]}.
   *
   * @return the module
   * @throws IllegalArgumentException if there is none
   */
  public Module pop(String name) {
    Module module = get(name);
    registered().children().remove(name);
    return module;
  }

  /** Removes all modules. Same as {@code clear}. */
  public void clear() {
    registered().children().clear();
  }

  /** Whether there is a module of this name. Same as {@code name in dict}. */
  public boolean contains(String name) {
    return registered().children().containsKey(Require.nonNull(name, "name", "a name"));
  }

  /** The number of modules. Same as {@code len(dict)}. */
  public int size() {
    return registered().children().size();
  }

  /** The names. Same as {@code keys()}. */
  public Set<String> keys() {
    return items().keySet();
  }

  /** The modules. Same as {@code values()}. */
  public List<Module> values() {
    return children();
  }

  /** Names and modules. Same as {@code items()}. */
  public Map<String, Module> items() {
    return Collections.unmodifiableMap(registered().children());
  }

  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }
}
