package torch4j.nn;

/** Prepares a module for its state dict. */
@FunctionalInterface
public interface StateDictPreHook {
  /**
   * Called before the module's entries are put into a state dict.
   *
   * @param prefix what stands before the module's keys; empty for the module that is saved
   */
  void before(Module module, String prefix);
}
