package torch4j;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;

/**
 * The native objects in a value: in tensors and nodes, and in records, collections, maps, arrays
 * and Optionals of them, however deep. Other objects are not looked into.
 */
final class HeldPointers {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> pending = new ArrayDeque<>();
  private final Set<Pointer> found = Collections.newSetFromMap(new IdentityHashMap<>());

  private HeldPointers() {}

  /**
   * Each once, though it be there several times.
   *
   * @throws IllegalArgumentException if a record cannot be read, or one of them owns nothing
   */
  static Set<Pointer> of(Object value) {
    var held = new HeldPointers();
    held.add(value);
    while (!held.pending.isEmpty()) {
      held.lookInto(held.pending.pop());
    }
    return held.found;
  }

  private void add(Object value) {
    if (value != null && seen.add(value)) {
      pending.push(value);
    }
  }

  private void lookInto(Object value) {
    if (value instanceof Tensor tensor) {
      find(tensor.raw);
    } else if (value instanceof Node node) {
      find(node.reference);
    } else if (value instanceof Pointer pointer) {
      find(pointer);
    } else if (value instanceof Record row) {
      components(row).forEach(this::add);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(this::add);
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(this::add);
      map.values().forEach(this::add);
    } else if (value instanceof Object[] array) {
      Arrays.asList(array).forEach(this::add);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::add);
    }
  }

  private void find(Pointer pointer) {
    if (!pointer.isNull() && pointer.referenceCount() < 0) {
      throw new IllegalArgumentException(
          "value: got a "
              + pointer.getClass().getSimpleName()
              + " that owns nothing, expected those that were made by their constructors or"
              + " operators; keep it by itself, and use what that returns");
    }
    found.add(pointer);
  }

  private static List<Object> components(Record row) {
    try {
      return RecordValues.of(row);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "value: got a "
              + row.getClass().getSimpleName()
              + ", expected a record that can be read; open its package to torch4j",
          e);
    }
  }
}
