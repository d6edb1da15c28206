package torch4j.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;

/**
 * The entries of a state dict for one module, which are compared with the module and then loaded.
 */
final class ModuleEntries {
  private final Module module;
  private final String prefix;
  private final boolean assign;
  private final Map<String, StateDictEntry> entries = new LinkedHashMap<>();
  private final List<ModuleEntries> children = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private KeyChange missingByHooks = KeyChange.NONE;
  private KeyChange unexpectedByHooks = KeyChange.NONE;
  private boolean hasExtraState;
  private Object extraState;

  ModuleEntries(Module module, String prefix, boolean assign) {
    this.module = module;
    this.prefix = prefix;
    this.assign = assign;
  }

  /** Adds the entries of a child module. */
  void add(ModuleEntries child) {
    children.add(child);
  }

  /** Whether this module has hooks that are called after loading. */
  boolean hasPostHooks() {
    return !module.stateHooks.afterLoad.isEmpty();
  }

  /** Whether hooks are to run before the module is compared. */
  boolean hasPreHooks() {
    return !module.stateHooks.beforeLoad.isEmpty();
  }

  /** Lets hooks change the state dict and the lists before the module is compared. */
  void runPreHooks(Map<String, Tensor> state, LoadStateDictContext context) {
    List<String> missingBefore = new ArrayList<>(context.missingKeys());
    List<String> unexpectedBefore = new ArrayList<>(context.unexpectedKeys());
    List.copyOf(module.stateHooks.beforeLoad)
        .forEach(hook -> hook.before(module, state, prefix, context));
    missingByHooks = new KeyChange(missingBefore, new ArrayList<>(context.missingKeys()));
    unexpectedByHooks = new KeyChange(unexpectedBefore, new ArrayList<>(context.unexpectedKeys()));
  }

  /** Finds the entries for the module, and the keys and values that do not match it. */
  void compare(Map<String, Object> state, List<String> errors) {
    ModuleRegistry registry = module.registered();
    Map<String, Tensor> own = registry.tensors(true);
    own.values().removeIf(tensor -> tensor == null);
    own.forEach(
        (name, tensor) -> {
          String key = prefix + name;
          if (state.containsKey(key)) {
            var entry = new StateDictEntry(key, tensor, module.lazyDimensions(name), assign);
            entry.compare(state.get(key), errors);
            entries.put(name, entry);
          } else if (!module.mayLack(name)) {
            missing.add(key);
          }
        });
    compareExtraState(state);
    for (String key : state.keySet()) {
      if (key.startsWith(prefix) && !key.equals(prefix + ExtraState.KEY)) {
        requireExpected(key, own, registry);
      }
    }
  }

  private void compareExtraState(Map<String, Object> state) {
    String key = prefix + ExtraState.KEY;
    boolean given = state.containsKey(key);
    if (!ExtraState.hasSetter(module)) {
      if (given) {
        unexpected.add(key);
      }
    } else if (given) {
      hasExtraState = true;
      extraState = state.get(key);
    } else {
      missing.add(key);
    }
  }

  private void requireExpected(String key, Map<String, Tensor> own, ModuleRegistry registry) {
    String name = key.substring(prefix.length());
    int dot = name.indexOf('.');
    boolean expected =
        dot < 0 ? own.containsKey(name) : registry.children().containsKey(name.substring(0, dot));
    if (!expected) {
      unexpected.add(key);
    }
  }

  /** Loads the values into the module; all have been compared successfully. */
  void load() {
    entries.forEach((name, entry) -> entry.load(module, name));
    if (!entries.isEmpty()) {
      module.loaded();
    }
    if (hasExtraState) {
      module.setExtraState(extraState);
    }
  }

  /** Adds the missing and unexpected keys of this module alone. */
  void addKeys(List<String> allMissing, List<String> allUnexpected) {
    allMissing.addAll(missing);
    allUnexpected.addAll(unexpected);
  }

  /**
   * Adds the missing and unexpected keys of this module and its submodules, in Python's order, and
   * calls the post-hooks, which may change the lists.
   */
  void findKeys(List<String> allMissing, List<String> allUnexpected) {
    missingByHooks.applyTo(allMissing);
    unexpectedByHooks.applyTo(allUnexpected);
    addKeys(allMissing, allUnexpected);
    children.forEach(child -> child.findKeys(allMissing, allUnexpected));
    List.copyOf(module.stateHooks.afterLoad)
        .forEach(hook -> hook.after(module, allMissing, allUnexpected));
  }
}
