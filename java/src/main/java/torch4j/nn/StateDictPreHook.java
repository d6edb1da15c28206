package torch4j.nn;

/** A hook that is called before a module adds its entries to a state dict. */
@FunctionalInterface
public interface StateDictPreHook {
  /**
   * Called before the module's entries are added to the state dict.
   *
   * @param prefix the prefix of the module's keys; empty for the module on which {@code stateDict}
   *     is called
   */
  void before(Module module, String prefix);
}
