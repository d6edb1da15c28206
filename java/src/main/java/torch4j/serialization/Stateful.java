package torch4j.serialization;

/** An object whose state a pickle sets after making it: Python's {@code __setstate__}. */
interface Stateful {
  /**
   * Sets the state.
   *
   * @throws IllegalStateException if it is not a state of such an object
   */
  void setState(Object state);
}
