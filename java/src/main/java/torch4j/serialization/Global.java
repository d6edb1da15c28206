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

  Object call(TensorBuilder tensors, Tuple arguments) {
    if (action == null) {
      throw new IllegalStateException(name + ": got a call, expected none");
    }
    return action.call(tensors, new Arguments(name, arguments));
  }
}
