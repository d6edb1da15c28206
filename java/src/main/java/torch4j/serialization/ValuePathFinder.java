package torch4j.serialization;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the path of an object in a pickle's value: {@code value["best_acc"]}. An unpickler does not
 * know it, because a pickle makes an object before the container it goes into. So the pickle is
 * read once more, with placeholders of all objects, and the result is searched.
 */
final class ValuePathFinder {
  private static final String UNKNOWN = "";

  private final Object wanted;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Node> open = new ArrayDeque<>();

  private ValuePathFinder(Object wanted) {
    this.wanted = wanted;
  }

  /** A value, the step to it, and the node of its container. */
  private record Node(Object value, String step, Node container) {
    @Override
    public String toString() {
      var steps = new ArrayList<String>();
      for (Node node = this; node != null; node = node.container) {
        steps.add(node.step);
      }
      Collections.reverse(steps);
      return ValuePath.shortened(steps);
    }
  }

  /**
   * The path of the value that the opcode at this position creates or changes; "" if it is not
   * found.
   */
  static String find(PickleInput pickle, long position) {
    try {
      var unpickler = Unpickler.ofPlaceholders(pickle).watching(position);
      Object value = unpickler.load();
      return new ValuePathFinder(unpickler.watched()).find(value);
    } catch (IOException | RuntimeException e) {
      return UNKNOWN; // the pickle has further errors, and the first is being reported already
    }
  }

  /** The path of this object within a value; "" if it is not there. */
  static String find(Object wanted, Object value) {
    return new ValuePathFinder(wanted).find(value);
  }

  private String find(Object value) {
    open.push(new Node(value, "value", null));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (isWanted(node.value())) {
        return node.toString();
      }
      if (seen.add(node.value())) {
        List<Node> within = within(node);
        Collections.reverse(within); // the first is visited next
        within.forEach(open::push);
      }
    }
    return UNKNOWN;
  }

  // A global is also found where it is called.
  private boolean isWanted(Object value) {
    return value == wanted
        || (wanted instanceof Global global
            && value instanceof PythonObject object
            && object.name().equals(global.name()));
  }

  private static List<Node> within(Node node) {
    List<Node> within = new ArrayList<>();
    if (node.value() instanceof Map<?, ?> map) {
      addItems(within, map, node);
    } else if (node.value() instanceof List<?> list && !(list instanceof Size)) {
      for (int i = 0; i < list.size(); i++) {
        within.add(new Node(list.get(i), "[" + i + "]", node));
      }
    } else if (node.value() instanceof PythonObject object) {
      object.arguments().forEach(argument -> within.add(new Node(argument, "", node)));
      for (int i = 0; i < object.elements().size(); i++) {
        within.add(new Node(object.elements().get(i), "[" + i + "]", node));
      }
      addItems(within, object.items(), node);
      addState(within, object.state(), node);
    }
    return within;
  }

  private static void addItems(List<Node> within, Map<?, ?> map, Node node) {
    map.forEach(
        (key, value) -> {
          within.add(new Node(key, ", a key", node));
          within.add(new Node(value, ValuePath.step(key), node));
        });
  }

  private static void addState(List<Node> within, Object state, Node node) {
    if (state instanceof Map<?, ?> attributes) {
      attributes.forEach((name, value) -> within.add(new Node(value, "." + name, node)));
    } else {
      within.add(new Node(state, "", node));
    }
  }
}
