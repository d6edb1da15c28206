package torch4j.serialization;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where in a value a pickler is: {@code value["optimizer"][0]}. */
final class ValuePath {
  private static final int LONGEST = 20;

  private final Deque<Object> keys = new ArrayDeque<>();

  void push(Object key) {
    keys.addLast(key == null ? "None" : key);
  }

  void pop() {
    keys.removeLast();
  }

  int depth() {
    return keys.size();
  }

  @Override
  public String toString() {
    var text = new StringBuilder("value");
    Iterator<Object> iterator = keys.iterator();
    for (int i = 0; i < LONGEST && iterator.hasNext(); i++) {
      Object key = iterator.next();
      text.append('[').append(key instanceof String ? "\"" + key + '"' : key).append(']');
    }
    return text.append(iterator.hasNext() ? "..." : "").toString();
  }
}
