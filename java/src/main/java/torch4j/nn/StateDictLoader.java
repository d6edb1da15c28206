package torch4j.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.serialization.OrderedDict;

/**
 * Loads a state dict into a module and its submodules. All entries are compared first, and loaded
 * only if they match; the errors and their order are those of {@code
 * torch.nn.Module.load_state_dict}.
 */
final class StateDictLoader {
  private final boolean assign;
  private final Map<?, ?> metadata;
  private final List<ModuleEntries> modules = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();

  private StateDictLoader(Map<String, ?> state, boolean assign) {
    this.assign = assign;
    metadata =
        state instanceof OrderedDict<?, ?> ordered
                && ordered.attributes().get("_metadata") instanceof Map<?, ?> map
            ? map
            : Map.of();
  }

  static IncompatibleKeys load(
      Module module, Map<String, Tensor> state, boolean strict, boolean assign) {
    Require.nonNull(state, "state", "a state dict");
    var loader = new StateDictLoader(state, assign);
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      loader.compare(module, copyOf(state), "");
      boolean hooked = loader.modules.stream().anyMatch(ModuleEntries::hasPostHooks);
      if (!hooked) {
        loader.findKeys();
      }
      // Post-hooks may still remove missing and unexpected keys.
      loader.requireFit(module, strict && !hooked);
      loader.modules.forEach(ModuleEntries::load);
      module.modules(); // stores assigned parameters in the collections of fields
      if (hooked) {
        loader.findKeys();
        loader.requireFit(module, strict);
      }
      return new IncompatibleKeys(loader.missing, loader.unexpected);
    }
  }

  // Hooks may change it.
  private static Map<String, Object> copyOf(Map<String, ?> state) {
    state.keySet().forEach(key -> Require.nonNull(key, "state: key", "a name"));
    var copy = new OrderedDict<String, Object>();
    copy.putAll(state);
    if (state instanceof OrderedDict<?, ?> ordered) {
      copy.attributes().putAll(ordered.attributes());
    }
    return copy;
  }

  private ModuleEntries compare(Module module, Map<String, Object> state, String prefix) {
    var entries = new ModuleEntries(module, prefix, assign);
    modules.add(entries);
    if (entries.hasPreHooks()) {
      runPreHooks(entries, state, prefix);
    }
    entries.compare(state, errors);
    entries.addKeys(missing, unexpected);
    module
        .registered()
        .children()
        .forEach(
            (name, child) -> {
              String childPrefix = prefix + name + ".";
              entries.add(compare(child, withPrefix(childPrefix, state), childPrefix));
            });
    return entries;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // all values except extra states are tensors
  private void runPreHooks(ModuleEntries entries, Map<String, Object> state, String prefix) {
    var context = new LoadStateDictContext(localMetadata(prefix), missing, unexpected, errors);
    entries.runPreHooks((Map<String, Tensor>) (Map) state, context);
  }

  private Map<String, Object> localMetadata(String prefix) {
    Map<String, Object> local = new LinkedHashMap<>();
    String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    if (metadata.get(path) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> local.put(String.valueOf(key), value));
    }
    if (assign) {
      local.put("assign_to_params_buffers", true);
    }
    return local;
  }

  private static Map<String, Object> withPrefix(String prefix, Map<String, Object> state) {
    var own = new OrderedDict<String, Object>();
    state.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key, value);
          }
        });
    return own;
  }

  // Once more, now with the post-hooks, in Python's order.
  private void findKeys() {
    missing.clear();
    unexpected.clear();
    modules.get(0).findKeys(missing, unexpected);
  }

  private void requireFit(Module module, boolean strict) {
    List<String> all = new ArrayList<>();
    if (strict && !missing.isEmpty()) {
      all.add("Missing key(s) in state_dict: " + quoted(missing) + ". ");
    }
    if (strict && !unexpected.isEmpty()) {
      all.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ". ");
    }
    all.addAll(errors);
    if (!all.isEmpty()) {
      throw new IllegalArgumentException(
          "Error(s) in loading state_dict for "
              + module.typeName()
              + ":\n\t"
              + String.join("\n\t", all));
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
  }
}
