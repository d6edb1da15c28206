package torch4j.nn;

import java.util.Map;
import torch4j.Tensor;

/**
 * A hook that is called before a state dict is loaded into a module, and may change it, for example
 * to rename keys.
 */
@FunctionalInterface
public interface LoadStateDictPreHook {
  /**
   * Called before the module's own entries are loaded, and before those of its children.
   *
   * @param state a copy of the whole state dict, which the hook may change
   * @param prefix the prefix of the module's keys; empty for the module on which {@code
   *     loadStateDict} is called
   * @param context the module's metadata, and the lists of keys and errors, which the hook may
   *     change
   */
  void before(
      Module module, Map<String, Tensor> state, String prefix, LoadStateDictContext context);
}
