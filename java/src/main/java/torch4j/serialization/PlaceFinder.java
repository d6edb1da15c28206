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
 * Finds where in a pickle's value an object is: {@code value["best_acc"]}. An unpickler cannot
 * tell, because a pickle makes an object before it says where it goes: so the pickle is read once
 * more, with placeholders of everything, and looked through.
 */
final class PlaceFinder {
  private static final String UNKNOWN = "";

  private final Object wanted;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Place> open = new ArrayDeque<>();

  private PlaceFinder(Object wanted) {
    this.wanted = wanted;
  }

  /** A value, how it is reached from the one around it, and that one's place. */
  private record Place(Object value, String step, Place around) {
    @Override
    public String toString() {
      var steps = new ArrayList<String>();
      for (Place place = this; place != null; place = place.around) {
        steps.add(place.step);
      }
      Collections.reverse(steps);
      return ValuePath.shortened(steps);
    }
  }

  /** The place of what the instruction at this position makes or changes; "" if it is not found. */
  static String find(PickleInput pickle, long position) {
    try {
      var unpickler = Unpickler.ofPlaceholders(pickle).watching(position);
      Object value = unpickler.load();
      return new PlaceFinder(unpickler.watched()).find(value);
    } catch (IOException | RuntimeException e) {
      return UNKNOWN; // the file is worse than it seemed, and what is wrong with it is known
      // already
    }
  }

  /** The place of this very object within a value; "" if it is not there. */
  static String find(Object wanted, Object value) {
    return new PlaceFinder(wanted).find(value);
  }

  private String find(Object value) {
    open.push(new Place(value, "value", null));
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (isWanted(place.value())) {
        return place.toString();
      }
      if (seen.add(place.value())) {
        List<Place> within = within(place);
        Collections.reverse(within); // the first one is looked at next
        within.forEach(open::push);
      }
    }
    return UNKNOWN;
  }

  // A name is found where it is called, too.
  private boolean isWanted(Object value) {
    return value == wanted
        || (wanted instanceof Global global
            && value instanceof PythonObject object
            && object.name().equals(global.name()));
  }

  private static List<Place> within(Place place) {
    List<Place> within = new ArrayList<>();
    if (place.value() instanceof Map<?, ?> map) {
      addItems(within, map, place);
    } else if (place.value() instanceof List<?> list && !(list instanceof Size)) {
      for (int i = 0; i < list.size(); i++) {
        within.add(new Place(list.get(i), "[" + i + "]", place));
      }
    } else if (place.value() instanceof PythonObject object) {
      object.arguments().forEach(argument -> within.add(new Place(argument, "", place)));
      for (int i = 0; i < object.elements().size(); i++) {
        within.add(new Place(object.elements().get(i), "[" + i + "]", place));
      }
      addItems(within, object.items(), place);
      addState(within, object.state(), place);
    }
    return within;
  }

  private static void addItems(List<Place> within, Map<?, ?> map, Place place) {
    map.forEach(
        (key, value) -> {
          within.add(new Place(key, ", a key", place));
          within.add(new Place(value, ValuePath.step(key), place));
        });
  }

  private static void addState(List<Place> within, Object state, Place place) {
    if (state instanceof Map<?, ?> attributes) {
      attributes.forEach((name, value) -> within.add(new Place(value, "." + name, place)));
    } else {
      within.add(new Place(state, "", place));
    }
  }
}
