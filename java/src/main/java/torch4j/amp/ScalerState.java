package torch4j.amp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state dict of a {@link GradScaler}: Python's names, with a Double for its floats and a Long
 * for its ints.
 */
record ScalerState(
    double scale,
    double growthFactor,
    double backoffFactor,
    int growthInterval,
    int growthTracker) {
  private static final String SCALE = "scale";
  private static final String GROWTH_FACTOR = "growth_factor";
  private static final String BACKOFF_FACTOR = "backoff_factor";
  private static final String GROWTH_INTERVAL = "growth_interval";
  private static final String GROWTH_TRACKER = "_growth_tracker";

  static ScalerState of(LossScale scale, GradScalerOptions options) {
    return new ScalerState(
        scale.value(),
        options.growthFactor(),
        options.backoffFactor(),
        options.growthInterval(),
        scale.growthTracker());
  }

  Map<String, Object> write() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put(SCALE, scale);
    state.put(GROWTH_FACTOR, growthFactor);
    state.put(BACKOFF_FACTOR, backoffFactor);
    state.put(GROWTH_INTERVAL, (long) growthInterval);
    state.put(GROWTH_TRACKER, (long) growthTracker);
    return state;
  }

  /**
   * Reads a state dict and checks its values.
   *
   * @throws IllegalArgumentException if it is empty, or a value is missing or invalid
   */
  static ScalerState read(Map<String, ?> state) {
    if (state.isEmpty()) {
      throw new IllegalArgumentException(
          "stateDict: got an empty map, expected that of an enabled GradScaler; The source"
              + " state dict is empty, possibly because it was saved from a disabled instance of GradScaler.");
    }
    double scale = number(state, SCALE);
    // 0 is valid: the scale may have underflowed by repeated backoff.
    if (!(scale >= 0) || Float.isInfinite((float) scale)) {
      throw refused(SCALE, scale, "a finite float32 >= 0");
    }
    int tracker = integer(state, GROWTH_TRACKER);
    if (tracker < 0) {
      throw refused(GROWTH_TRACKER, tracker, ">= 0");
    }
    return new ScalerState(
        scale,
        number(state, GROWTH_FACTOR),
        number(state, BACKOFF_FACTOR),
        integer(state, GROWTH_INTERVAL),
        tracker);
  }

  private static double number(Map<String, ?> state, String key) {
    if (state.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw refused(key, state.get(key), "a number");
  }

  private static int integer(Map<String, ?> state, String key) {
    double number = number(state, key);
    if (number != (int) number) {
      throw refused(key, number, "an integer");
    }
    return (int) number;
  }

  private static IllegalArgumentException refused(String key, Object value, String expected) {
    return new IllegalArgumentException(
        "stateDict." + key + ": got " + value + ", expected " + expected);
  }
}
