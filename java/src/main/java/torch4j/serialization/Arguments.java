package torch4j.serialization;

import java.util.List;
import java.util.Map;

/**
 * What a pickle calls something with, checked as it is taken.
 *
 * @param name what is called
 * @param values its arguments
 */
record Arguments(String name, Tuple values) {
  int size() {
    return values.size();
  }

  /** The argument at this place. */
  <T> T get(int index, Class<T> type) {
    if (index >= values.size()) {
      throw new IllegalStateException(
          name + ": got " + values.size() + " arguments, expected more than " + index);
    }
    return Unpickler.require(type, values.get(index), name + "'s argument " + index);
  }

  /** A dict. */
  Map<?, ?> getMap(int index) {
    return get(index, Map.class);
  }

  /** A list or tuple. */
  List<?> getList(int index) {
    return get(index, List.class);
  }

  /** A whole number that fits 64 bits. */
  long getLong(int index) {
    return get(index, Long.class);
  }

  /** A tuple of whole numbers. */
  long[] getLongs(int index) {
    List<?> list = getList(index);
    var longs = new long[list.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = Unpickler.require(Long.class, list.get(i), name + "'s argument " + index);
    }
    return longs;
  }

  /** Refuses other numbers of arguments. */
  Arguments requireSize(int least, int most) {
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
