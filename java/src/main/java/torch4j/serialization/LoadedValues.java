package torch4j.serialization;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finishes an unpickled value: replaces intermediate values, such as storages and numpy's arrays,
 * by the final ones, and refuses values that are nested too deeply.
 */
final class LoadedValues {
  /** The deepest nesting that Python's pickle can save. */
  static final int DEEPEST = 1000;

  private final TensorBuilder tensors;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Level> open = new ArrayDeque<>();
  private final Map<String, PythonObject> names = new HashMap<>();

  LoadedValues(TensorBuilder tensors) {
    this.tensors = tensors;
  }

  private record Level(Object container, int depth) {}

  /** The final value. */
  Object finish(Object root) {
    Object value = finish(root, 0);
    while (!open.isEmpty()) {
      Level level = open.pop();
      finishElements(level.container(), level.depth());
    }
    return value;
  }

  private Object finish(Object unfinished, int depth) {
    Object value = finished(unfinished);
    if (isContainer(value) && seen.add(value)) {
      if (depth > DEEPEST) {
        throw new IllegalStateException(
            "got more than " + DEEPEST + " levels of nested values, expected fewer");
      }
      open.push(new Level(value, depth));
    }
    return value;
  }

  private Object finished(Object value) {
    if (value instanceof LoadedStorage storage) {
      return tensors.all(storage);
    } else if (value instanceof Deferred deferred) {
      return deferred.value();
    } else if (value instanceof Global global) {
      return named(global.name());
    } else if (value instanceof DefaultGlobals.StorageType type) {
      return named("torch." + type.dtype().storage());
    } else if (value instanceof NumpyArray array) {
      return array.value();
    } else if (value instanceof NumpyDtype dtype) {
      return dtype.value();
    }
    return value;
  }

  // The placeholder of a class or function as a value.
  private PythonObject named(String name) {
    return names.computeIfAbsent(name, key -> new PythonObject(key, Tuple.of()));
  }

  private static boolean isContainer(Object value) {
    return (value instanceof List<?> && !(value instanceof Size))
        || value instanceof Map<?, ?>
        || value instanceof Set<?>
        || value instanceof PythonObject;
  }

  @SuppressWarnings("unchecked") // all created by the unpickler
  private void finishElements(Object container, int depth) {
    UnaryOperator<Object> finish = element -> finish(element, depth + 1);
    if (container instanceof Map<?, ?> map) {
      finishKeys(map.keySet(), depth);
      ((Map<Object, Object>) map).replaceAll((key, value) -> finish.apply(value));
      if (map instanceof OrderedDict<?, ?> dict) {
        finish(dict.attributes(), depth);
      }
    } else if (container instanceof Tuple tuple) {
      tuple.finish(finish);
    } else if (container instanceof PythonObject object) {
      finishKeys(object.items().keySet(), depth);
      object.finish(finish);
    } else if (container instanceof Set<?> set) {
      finishKeys(set, depth);
    } else {
      ((List<Object>) container).replaceAll(finish);
    }
  }

  // A key remains the same object; only the values in it are replaced.
  private void finishKeys(Set<?> keys, int depth) {
    for (Object key : keys) {
      if (key instanceof Tuple || key instanceof PythonObject) {
        finish(key, depth + 1);
      }
    }
  }
}
