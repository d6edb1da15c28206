package torch4j.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The callbacks of a run, called in order. */
final class Callbacks {
  private final List<Callback> callbacks;

  Callbacks(List<Callback> callbacks) {
    this.callbacks = callbacks;
  }

  /**
   * Calls an event of each.
   *
   * @throws CallbackException if one fails; the rest is not called
   */
  void call(String event, BiConsumer<Callback, TrainingContext> method, TrainingContext context) {
    for (Callback callback : callbacks) {
      try {
        method.accept(callback, context);
      } catch (RuntimeException e) {
        throw new CallbackException(callback, event, e);
      }
    }
  }

  /** Calls an event of each, also after one of them failed; returns the first failure. */
  RuntimeException callAll(
      String event, BiConsumer<Callback, TrainingContext> method, TrainingContext context) {
    RuntimeException first = null;
    for (Callback callback : callbacks) {
      try {
        method.accept(callback, context);
      } catch (RuntimeException e) {
        first = add(first, new CallbackException(callback, event, e));
      }
    }
    return first;
  }

  static RuntimeException add(RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }

  // By class and place, so that two of one class do not meet.
  private static Map<String, Callback> named(List<Callback> callbacks) {
    Map<String, Callback> named = new LinkedHashMap<>();
    for (Callback callback : callbacks) {
      String name = callback.getClass().getSimpleName();
      int number = 1;
      while (named.putIfAbsent(number == 1 ? name : name + number, callback) != null) {
        number++;
      }
    }
    return named;
  }

  Map<String, Object> stateDict() {
    Map<String, Object> states = new LinkedHashMap<>();
    named(callbacks).forEach((name, callback) -> states.put(name, callback.stateDict()));
    return states;
  }

  @SuppressWarnings("unchecked") // what stateDict() wrote
  void loadStateDict(Map<String, Object> states) {
    named(callbacks)
        .forEach(
            (name, callback) -> {
              if (states.get(name) instanceof Map<?, ?> state) {
                callback.loadStateDict((Map<String, Object>) state);
              }
            });
  }
}
