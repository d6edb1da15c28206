package torch4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.serialization.OrderedDict;

/** Writes the entries of modules to a state dict. */
final class StateDictWriter {
  private final OrderedDict<String, Tensor> state = new OrderedDict<>();
  private final Map<String, Object> metadata = new OrderedDict<>();

  private StateDictWriter() {
    state.attributes().put("_metadata", metadata);
  }

  static Map<String, Tensor> write(Module module, String prefix) {
    Require.nonNull(prefix, "prefix", "a prefix of the keys, or \"\"");
    var writer = new StateDictWriter();
    writer.add(module, prefix);
    return writer.state;
  }

  // A tied tensor has a key for each of its names, unlike in namedParameters.
  private void add(Module module, String prefix) {
    String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    Map<String, Object> localMetadata = new LinkedHashMap<>();
    localMetadata.put("version", module.stateVersion());
    metadata.put(path, localMetadata);
    List.copyOf(module.stateHooks.beforeSave).forEach(hook -> hook.before(module, prefix));
    ModuleRegistry registry = module.registered();
    registry.tensors(true).forEach((name, tensor) -> add(prefix + name, tensor));
    if (ExtraState.hasGetter(module)) {
      addObject(prefix + ExtraState.KEY, module.getExtraState());
    }
    registry.children().forEach((name, child) -> add(child, prefix + name + "."));
    List.copyOf(module.stateHooks.afterSave)
        .forEach(hook -> hook.after(module, state, prefix, localMetadata));
  }

  // As in Python, an uninitialized parameter itself, not detached.
  private void add(String key, Tensor tensor) {
    if (tensor != null) {
      state.put(
          key, UninitializedParameter.isLazy(tensor) ? tensor : Unscoped.make(tensor::detach));
    }
  }

  // The only entry that may not be a tensor: see Module.getExtraState.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private void addObject(String key, Object value) {
    ((Map) state).put(key, value);
  }
}
