package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.Unscoped;
import torch4j.serialization.OrderedDict;

/** Writing a module into a state dict, and reading it back. */
final class ModuleState {
  private final Map<String, Tensor> state;
  private final List<String> missing = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();
  private final java.util.IdentityHashMap<Tensor, Tensor> copies =
      new java.util.IdentityHashMap<>();
  private final Set<String> expected = new LinkedHashSet<>();

  private ModuleState(Map<String, Tensor> state) {
    this.state = new LinkedHashMap<>(state); // hooks may change it
  }

  static Map<String, Tensor> of(Module module, String prefix) {
    var state = new OrderedDict<String, Tensor>();
    Map<String, Object> metadata = new OrderedDict<>();
    state.attributes().put("_metadata", metadata);
    write(module, prefix, state, metadata);
    return state;
  }

  // Not each once, as in namedParameters: a tied tensor has a key for each of its names.
  private static void write(
      Module module, String prefix, Map<String, Tensor> state, Map<String, Object> metadata) {
    String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    metadata.put(path, new LinkedHashMap<>(Map.of("version", module.stateVersion())));
    forEachSlot(
        module,
        (name, slot) -> {
          if (slot.tensor() != null) {
            state.put(prefix + name, Unscoped.make(() -> slot.tensor().detach()));
          }
        });
    module.children.forEach((name, child) -> write(child, prefix + name + ".", state, metadata));
  }

  private static void forEachSlot(Module module, BiConsumer<String, Slot> action) {
    module.parameters.forEach(action);
    module.buffers.forEach(
        (name, slot) -> {
          if (slot.persistent()) {
            action.accept(name, slot);
          }
        });
  }

  static IncompatibleKeys load(Module module, Map<String, Tensor> state, boolean strict) {
    var load = new ModuleState(state);
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      load.compare(module, "");
      List<String> unexpected =
          load.state.keySet().stream().filter(key -> !load.expected.contains(key)).toList();
      load.requireFit(module, strict, unexpected);
      load.copies.forEach(Tensor::copy_);
      return new IncompatibleKeys(load.missing, unexpected);
    }
  }

  private void compare(Module module, String prefix) {
    module.hooks.beforeLoad(module, state, prefix);
    module.beforeLoad(below(prefix));
    forEachSlot(module, (name, slot) -> compare(module, prefix, name, slot));
    module.children.forEach((name, child) -> compare(child, prefix + name + "."));
  }

  private void compare(Module module, String prefix, String name, Slot slot) {
    if (slot.tensor() == null) {
      return;
    }
    String key = prefix + name;
    expected.add(key);
    Tensor given = state.get(key);
    if (given == null) {
      if (!module.mayLack(name)) {
        missing.add(key);
      }
    } else if (given.isNull()) {
      throw new IllegalStateException(key + ": got a closed tensor, expected an open one");
    } else {
      // Before PyTorch 0.4 a scalar was a tensor of one element.
      Tensor fitting =
          slot.tensor().dim() == 0 && given.dim() == 1 && given.numel() > 0
              ? given.select(0, 0)
              : given;
      if (Arrays.equals(fitting.shape(), slot.tensor().shape())) {
        copies.put(slot.tensor(), fitting);
      } else {
        mismatches.add(mismatch(key, given, slot.tensor()));
      }
    }
  }

  private Map<String, Tensor> below(String prefix) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    state.forEach(
        (key, tensor) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), tensor);
          }
        });
    return own;
  }

  private void requireFit(Module module, boolean strict, List<String> unexpected) {
    List<String> errors = new ArrayList<>();
    if (strict && !unexpected.isEmpty()) {
      errors.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ". ");
    }
    if (strict && !missing.isEmpty()) {
      errors.add(0, "Missing key(s) in state_dict: " + quoted(missing) + ". ");
    }
    errors.addAll(mismatches);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          "Error(s) in loading state_dict for "
              + module.typeName()
              + ":\n\t"
              + String.join("\n\t", errors));
    }
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
  }

  private static String mismatch(String key, Tensor given, Tensor own) {
    return "size mismatch for "
        + key
        + ": copying a param with shape "
        + size(given)
        + " from checkpoint, the shape in current model is "
        + size(own)
        + ".";
  }

  private static String size(Tensor tensor) {
    return "torch.Size(" + Arrays.toString(tensor.shape()) + ")";
  }
}
