package torch4j.nn;

import java.util.ArrayList;
import java.util.List;

/** What hooks have made of a list of keys. */
record KeyChange(List<String> before, List<String> after) {
  static final KeyChange NONE = new KeyChange(List.of(), List.of());

  /** Changes a list in the same way, in which post-hooks may have changed other keys by now. */
  void applyTo(List<String> keys) {
    if (keys.equals(before)) {
      keys.clear();
      keys.addAll(after);
    } else {
      without(before, after).forEach(keys::remove);
      keys.addAll(without(after, before));
    }
  }

  private static List<String> without(List<String> all, List<String> some) {
    List<String> rest = new ArrayList<>(all);
    some.forEach(rest::remove);
    return rest;
  }
}
