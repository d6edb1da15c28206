package torch4j.nn;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.internal.Require;

/**
 * Modules by name, in order, for a model's own {@code forward} to use. Same as {@code
 * torch.nn.ModuleDict}: it has no {@code forward} itself. Iterates over the names.
 */
public final class ModuleDict extends Module implements Iterable<String> {
  /** No modules. */
  public ModuleDict() {}

  /** Modules by name, in the map's order. */
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
   * Puts a module under this name, in the place of the one that had it, or at the end. Same as
   * {@code dict[name] = module}.
   *
   * @throws IllegalArgumentException if the name is empty or has a dot in it
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

  /** Puts all these modules, one after the other. Same as {@code update}. */
  public void update(Map<String, ? extends Module> modules) {
    Require.nonNull(modules, "modules", "modules by name").forEach(this::put);
  }

  /**
   * Takes a module out. Same as {@code pop(name)} and {@code del dict[name]}.
   *
   * @return the module
   * @throws IllegalArgumentException if there is none
   */
  public Module pop(String name) {
    Module module = get(name);
    registered().children().remove(name);
    return module;
  }

  /** Takes all modules out. Same as {@code clear}. */
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
