package torch4j.serialization;

/**
 * A global that a pickle may use: a class or function of Python, with its equivalent in Java.
 *
 * @param name its full name in Python
 * @param action the action of a call, or null if it can only be referenced
 */
record Global(String name, Action action) {
  /** The action of a call. */
  @FunctionalInterface
  interface Action {
    Object call(TensorBuilder tensors, ReduceArguments arguments);
  }

  private static final Action PLACEHOLDER =
      (tensors, arguments) -> new PythonObject(arguments.name(), arguments.values());

  /** A global without an equivalent in Java: calling it creates a placeholder. */
  static Global unknown(String name) {
    return new Global(name, PLACEHOLDER);
  }

  /** Whether it has no equivalent in Java. */
  boolean isUnknown() {
    return action == PLACEHOLDER;
  }

  /** A global that can only be referenced. */
  static Global named(String name) {
    return new Global(name, null);
  }

  /** Calls it; the result is a placeholder if there are placeholders among the arguments. */
  Object call(TensorBuilder tensors, Tuple arguments) {
    if (action == null) {
      throw new IllegalStateException(name + ": got a call, expected none");
    }
    return hasPlaceholder(arguments)
        ? new PythonObject(name, arguments)
        : action.call(tensors, new ReduceArguments(name, arguments));
  }

  private static boolean hasPlaceholder(Tuple arguments) {
    for (Object argument : arguments) {
      boolean within =
          argument instanceof Tuple tuple
              && tuple.stream().anyMatch(PythonObject.class::isInstance);
      if (within || argument instanceof PythonObject) {
        return true;
      }
    }
    return false;
  }
}
