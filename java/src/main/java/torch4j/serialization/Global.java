package torch4j.serialization;

/**
 * A name that a pickle may use, and what calling it does here.
 *
 * @param name Python's
 * @param action what is done, or null if it can only be named
 */
record Global(String name, Action action) {
  /** What a name stands for. */
  @FunctionalInterface
  interface Action {
    Object call(TensorBuilder tensors, Arguments arguments);
  }

  private static final Action PLACEHOLDER =
      (tensors, arguments) -> new PythonObject(arguments.name(), arguments.values());

  /** A name that means nothing here: calling it makes a placeholder. */
  static Global unknown(String name) {
    return new Global(name, PLACEHOLDER);
  }

  /** Whether it means nothing here. */
  boolean isUnknown() {
    return action == PLACEHOLDER;
  }

  /** A name that can only be named. */
  static Global named(String name) {
    return new Global(name, null);
  }

  /** The result of a call; a placeholder if there are placeholders among the arguments. */
  Object call(TensorBuilder tensors, Tuple arguments) {
    if (action == null) {
      throw new IllegalStateException(name + ": got a call, expected none");
    }
    return hasPlaceholder(arguments)
        ? new PythonObject(name, arguments)
        : action.call(tensors, new Arguments(name, arguments));
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
