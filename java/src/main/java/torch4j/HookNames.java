package torch4j;

/** What messages call a hook. */
final class HookNames {
  private HookNames() {}

  /** As Python names a function in messages: a lambda has no name of its own. */
  static String of(Object hook) {
    Class<?> type = hook.getClass();
    return type.isHidden() || type.getSimpleName().isEmpty() ? "<lambda>" : type.getSimpleName();
  }
}
