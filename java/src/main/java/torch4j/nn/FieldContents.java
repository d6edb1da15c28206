package torch4j.nn;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The modules, parameters and buffers inside an object that cannot be registered as a whole: in
 * collections, optionals, references, arrays, records, and captured by lambdas. Fields of other
 * objects are not searched.
 */
final class FieldContents {
  private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private FieldContents() {}

  /** The modules, parameters and buffers in a value, each once. */
  static Set<Object> of(Object value) {
    var contents = new FieldContents();
    contents.collect(value);
    return contents.found;
  }

  private void collect(Object value) {
    if (value == null || !seen.add(value)) {
      return;
    }
    if (value instanceof Module || value instanceof Parameter || value instanceof Buffer) {
      found.add(value);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(this::collect);
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(this::collect);
      map.values().forEach(this::collect);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      collect(entry.getKey());
      collect(entry.getValue());
    } else if (value instanceof Reference<?> reference) {
      collect(reference.get());
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::collect);
    } else if (value instanceof AtomicReference<?> reference) {
      collect(reference.get());
    } else if (value instanceof Object[] array) {
      for (Object element : array) {
        collect(element);
      }
    } else if (value.getClass().isRecord() || isLambda(value.getClass())) {
      collectFields(value);
    }
  }

  private static boolean isLambda(Class<?> type) {
    return type.isHidden() || type.isSynthetic();
  }

  private void collectFields(Object value) {
    for (Field field : value.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
        collect(valueOf(field, value));
      }
    }
  }

  private static Object valueOf(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // the field is accessible
    }
  }
}
