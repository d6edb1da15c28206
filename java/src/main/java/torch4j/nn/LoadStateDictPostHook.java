package torch4j.nn;

import java.util.List;

/** Looks at a module after a state dict has been loaded, and may excuse keys that did not fit. */
@FunctionalInterface
public interface LoadStateDictPostHook {
  /**
   * Called when the module and all below it have been loaded. What is in the lists after the last
   * hook is an error if the state dict is loaded strictly.
   *
   * @param missingKeys the keys missing so far, which the hook may change
   * @param unexpectedKeys the keys not expected so far, which the hook may change
   */
  void after(Module module, List<String> missingKeys, List<String> unexpectedKeys);
}
