package torch4j.serialization;

import java.util.List;
import java.util.Map;

/**
 * The arguments of a call in a pickle, the REDUCE opcode, with checked access.
 *
 * @param name the global that is called
 * @param values the arguments
 */
record ReduceArguments(String name, Tuple values) {
  int size() {
    return values.size();
  }

  /** The argument at this index. */
  <T> T get(int index, Class<T> type) {
    if (index >= values.size()) {
      throw new IllegalStateException(
          name + ": got " + values.size() + " arguments, expected more than " + index);
    }
    return Unpickler.require(type, values.get(index), name + "'s argument " + index);
  }

  /** A dict argument. */
  Map<?, ?> getMap(int index) {
    return get(index, Map.class);
  }

  /** A list or tuple argument. */
  List<?> getList(int index) {
    return get(index, List.class);
  }

  /** An int argument of at most 64 bits. */
  long getLong(int index) {
    return get(index, Long.class);
  }

  /** An argument that is a list or tuple of ints. */
  long[] getLongs(int index) {
    List<?> list = getList(index);
    var longs = new long[list.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = Unpickler.require(Long.class, list.get(i), name + "'s argument " + index);
    }
    return longs;
  }

  /** Requires a number of arguments in this range. */
  ReduceArguments requireSize(int least, int most) {
    if (size() < least || size() > most) {
      throw new IllegalStateException(
          name
              + ": got "
              + size()
              + " arguments, expected "
              + least
              + (most == least ? "" : " to " + most));
    }
    return this;
  }
}
