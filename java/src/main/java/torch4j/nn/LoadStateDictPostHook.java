package torch4j.nn;

import java.util.List;

/**
 * A hook that is called after a state dict has been loaded into a module, and may change the lists
 * of missing and unexpected keys.
 */
@FunctionalInterface
public interface LoadStateDictPostHook {
  /**
   * Called when the module and its submodules have been loaded. Keys that are in the lists after
   * the last hook are an error if {@code strict} is true.
   *
   * @param missingKeys the keys missing so far, which the hook may change
   * @param unexpectedKeys the keys not expected so far, which the hook may change
   */
  void after(Module module, List<String> missingKeys, List<String> unexpectedKeys);
}
