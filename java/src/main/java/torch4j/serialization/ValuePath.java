package torch4j.serialization;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The path of the element that is being pickled: {@code value["optimizer"][0]}. */
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
    List<String> steps = new ArrayList<>(List.of("value"));
    Iterator<Object> iterator = keys.iterator();
    while (steps.size() <= LONGEST + 1 && iterator.hasNext()) {
      steps.add(step(iterator.next()));
    }
    return shortened(steps);
  }

  /** The step to the value of a key: {@code ["optimizer"]}. */
  static String step(Object key) {
    return "[" + (key instanceof String ? "\"" + key + '"' : key == null ? "None" : key) + "]";
  }

  /** The steps joined; a long path is truncated. */
  static String shortened(Collection<String> steps) {
    var text = new StringBuilder();
    steps.stream().limit(LONGEST + 1).forEach(text::append);
    return text.append(steps.size() > LONGEST + 1 ? "..." : "").toString();
  }
}
