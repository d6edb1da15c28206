package torch4j.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Changes a state dict before a module looks at it, for example to give old keys their new names.
 */
@FunctionalInterface
public interface LoadStateDictPreHook {
  /**
   * Called before the module's own keys are looked at, and before those of its children.
   *
   * @param state all that is being loaded: a copy, which the hook may change
   * @param prefix what stands before the module's keys; empty for the module that is loaded
   */
  void before(Module module, Map<String, Tensor> state, String prefix);
}
