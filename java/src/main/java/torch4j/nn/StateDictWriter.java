package torch4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.serialization.OrderedDict;

/** Puts modules into a state dict. */
final class StateDictWriter {
  private final OrderedDict<String, Tensor> state = new OrderedDict<>();
  private final Map<String, Object> metadata = new OrderedDict<>();

  private StateDictWriter() {
    state.attributes().put("_metadata", metadata);
  }

  static Map<String, Tensor> write(Module module, String prefix) {
    Require.nonNull(prefix, "prefix", "what stands before the keys, or \"\"");
    var writer = new StateDictWriter();
    writer.add(module, prefix);
    return writer.state;
  }

  // Not each tensor once, as in namedParameters: a tied one has a key for each of its names.
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

  // Python's state dict has a lazy parameter itself.
  private void add(String key, Tensor tensor) {
    if (tensor != null) {
      state.put(
          key, UninitializedParameter.isLazy(tensor) ? tensor : Unscoped.make(tensor::detach));
    }
  }

  // The one entry that need not be a tensor, as Module.getExtraState says.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private void addObject(String key, Object value) {
    ((Map) state).put(key, value);
  }
}
