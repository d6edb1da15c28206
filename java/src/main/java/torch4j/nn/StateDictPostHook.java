package torch4j.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Changes a state dict after a module has put its entries into it, for example renames keys. */
@FunctionalInterface
public interface StateDictPostHook {
  /**
   * Called when the entries of the module and of all below it are in the state dict.
   *
   * @param state the state dict so far, which the hook may change
   * @param prefix what stands before the module's keys; empty for the module that is saved
   * @param localMetadata the module's entry in {@code _metadata}, which the hook may change
   */
  void after(
      Module module, Map<String, Tensor> state, String prefix, Map<String, Object> localMetadata);
}
