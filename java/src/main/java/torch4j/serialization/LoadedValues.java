package torch4j.serialization;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last look at what has been loaded: refuses what is nested too deeply to be walked through,
 * and makes a tensor of a storage that stands by itself.
 */
final class LoadedValues {
  /** As deep as Python's pickle can save. */
  static final int DEEPEST = 1000;

  private final TensorBuilder tensors;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Level> open = new ArrayDeque<>();

  LoadedValues(TensorBuilder tensors) {
    this.tensors = tensors;
  }

  private record Level(Object container, int depth) {}

  /** The value as the user gets it. */
  Object finish(Object root) {
    Object value = finish(root, 0);
    while (!open.isEmpty()) {
      Level level = open.pop();
      finishElements(level.container(), level.depth());
    }
    return value;
  }

  private Object finish(Object value, int depth) {
    if (value instanceof LoadedStorage storage) {
      return tensors.all(storage);
    }
    if (value instanceof Global || value instanceof Globals.StorageType) {
      throw new IllegalStateException("got a function or class, expected values");
    }
    boolean container =
        (value instanceof List<?> && !(value instanceof Size)) || value instanceof Map<?, ?>;
    if (container && seen.add(value)) {
      if (depth > DEEPEST) {
        throw new IllegalStateException(
            "got more than " + DEEPEST + " values within one another, expected less");
      }
      open.push(new Level(value, depth));
    }
    return value;
  }

  @SuppressWarnings("unchecked") // all made here
  private void finishElements(Object container, int depth) {
    if (container instanceof Map<?, ?> map) {
      ((Map<Object, Object>) map)
          .entrySet()
          .forEach(entry -> entry.setValue(finish(entry.getValue(), depth + 1)));
      if (map instanceof OrderedDict<?, ?> dict) {
        finish(dict.attributes(), depth);
      }
    } else if (container instanceof Tuple tuple) {
      tuple.finish(element -> finish(element, depth + 1));
    } else {
      ((List<Object>) container).replaceAll(element -> finish(element, depth + 1));
    }
  }
}
