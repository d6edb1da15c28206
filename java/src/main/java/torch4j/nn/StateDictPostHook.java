package torch4j.nn;

import java.util.Map;
import torch4j.Tensor;

/**
 * A hook that is called after a module has added its entries to a state dict, and may change them,
 * for example rename keys.
 */
@FunctionalInterface
public interface StateDictPostHook {
  /**
   * Called when the entries of the module and its submodules are in the state dict.
   *
   * @param state the state dict so far, which the hook may change
   * @param prefix the prefix of the module's keys; empty for the module on which {@code stateDict}
   *     is called
   * @param localMetadata the module's entry in {@code _metadata}, which the hook may change
   */
  void after(
      Module module, Map<String, Tensor> state, String prefix, Map<String, Object> localMetadata);
}
