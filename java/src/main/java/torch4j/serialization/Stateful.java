package torch4j.serialization;

/** What a pickle gives a state to after making it: Python's {@code __setstate__}. */
interface Stateful {
  /**
   * Takes the state.
   *
   * @throws IllegalStateException if it is none of this object's
   */
  void setState(Object state);
}
