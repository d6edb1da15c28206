package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import torch4j.internal.ScalarValue;

/**
 * A schedule's state under Python's names while it is saved or loaded: whole numbers as {@code
 * Long}, others as {@code Double}, and {@code Boolean}, {@code String}, {@code List} and {@code
 * Map}. Reading gives the current value for a name that is not there, as Python's {@code
 * __dict__.update} does.
 */
public final class SchedulerState {
  private final Map<String, Object> values;

  /** An empty state, to be filled. */
  public SchedulerState() {
    values = new LinkedHashMap<>();
  }

  /** A state to be read. */
  public SchedulerState(Map<String, ?> values) {
    this.values = new LinkedHashMap<>(Objects.requireNonNull(values, "values"));
  }

  /** All values by their names, in a new map. */
  public Map<String, Object> toMap() {
    return new LinkedHashMap<>(values);
  }

  /** Whether there is a value, or null, of this name. */
  public boolean has(String name) {
    return values.containsKey(Objects.requireNonNull(name, "name"));
  }

  /** The value as it is, or null. */
  public Object get(String name) {
    return values.get(Objects.requireNonNull(name, "name"));
  }

  /** Keeps a value of one of the plain classes, or null. */
  public void put(String name, Object value) {
    Objects.requireNonNull(name, "name");
    values.put(name, value instanceof Integer whole ? Long.valueOf(whole.longValue()) : value);
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if the value is none
   */
  public double real(String name, double current) {
    return has(name) ? number(name, get(name), "a number").doubleValue() : current;
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if the value is none, or out of {@code int}'s range
   */
  public int whole(String name, int current) {
    return has(name) ? toInt(name, get(name)) : current;
  }

  /**
   * A list of numbers.
   *
   * @throws IllegalArgumentException if the value is none
   */
  public List<Double> reals(String name, List<Double> current) {
    if (!has(name)) {
      return current;
    }
    var numbers = new ArrayList<Double>();
    for (Object value : list(name)) {
      numbers.add(number(name, value, "a list of numbers").doubleValue());
    }
    return List.copyOf(numbers);
  }

  /**
   * A list of whole numbers.
   *
   * @throws IllegalArgumentException if the value is none
   */
  public List<Integer> wholes(String name, List<Integer> current) {
    if (!has(name)) {
      return current;
    }
    var numbers = new ArrayList<Integer>();
    for (Object value : list(name)) {
      numbers.add(toInt(name, value));
    }
    return List.copyOf(numbers);
  }

  /**
   * True or false.
   *
   * @throws IllegalArgumentException if the value is neither
   */
  public boolean flag(String name, boolean current) {
    if (!has(name)) {
      return current;
    }
    if (get(name) instanceof Boolean flag) {
      return flag;
    }
    throw unexpected(name, get(name), "true or false");
  }

  /**
   * A word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String text(String name) {
    if (get(name) instanceof String text) {
      return text;
    }
    throw unexpected(name, get(name), "a word");
  }

  /**
   * The constant of an enum whose text is Python's word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public <E extends Enum<E>> E choice(String name, E current) {
    if (!has(name)) {
      return current;
    }
    var words = new ArrayList<String>();
    for (E constant : current.getDeclaringClass().getEnumConstants()) {
      if (constant.toString().equals(get(name))) {
        return constant;
      }
      words.add(constant.toString());
    }
    throw unexpected(name, get(name), "one of " + words);
  }

  /**
   * A list of whatever it has.
   *
   * @throws IllegalArgumentException if the value is none
   */
  public List<?> list(String name) {
    if (get(name) instanceof List<?> list) {
      return list;
    }
    throw unexpected(name, get(name), "a list");
  }

  /** The map that stands in another state under this name. */
  static SchedulerState of(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw unexpected(name, value, "a map");
    }
    var state = new SchedulerState();
    map.forEach((key, item) -> state.put(String.valueOf(key), item));
    return state;
  }

  /** The error of a value that does not fit. */
  static IllegalArgumentException unexpected(String name, Object value, String rule) {
    return new IllegalArgumentException(name + ": got " + value + ", expected " + rule);
  }

  static int toInt(String name, Object value) {
    double number = number(name, value, "a whole number").doubleValue();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw unexpected(name, value, "a whole number");
    }
    return (int) number;
  }

  private static Number number(String name, Object value, String rule) {
    if (ScalarValue.is(value)) {
      return value instanceof Number number ? number : (Number) ScalarValue.toDouble(value);
    }
    throw unexpected(name, value, rule);
  }
}
