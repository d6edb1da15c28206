package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.internal.ScalarValue;

/**
 * The state dict of a learning rate scheduler while it is saved or loaded, under Python's names.
 * The values are {@code Long} for Python's ints, {@code Double} for its floats, {@code Boolean},
 * {@code String}, {@code List} and {@code Map}. The getters return the current value if a name is
 * missing, as Python's {@code __dict__.update} keeps it.
 */
public final class SchedulerState {
  private final Map<String, Object> values;

  /** An empty state, for saving. */
  public SchedulerState() {
    values = new LinkedHashMap<>();
  }

  /** A state with these values, for loading. */
  public SchedulerState(Map<String, ?> values) {
    this.values = new LinkedHashMap<>(Require.nonNull(values, "values", "values by name"));
  }

  /** All values by name, in a new map. */
  public Map<String, Object> toMap() {
    return new LinkedHashMap<>(values);
  }

  /** Whether there is an entry of this name; its value may be null. */
  public boolean has(String name) {
    return values.containsKey(Require.nonNull(name, "name", "a name"));
  }

  /** The value of this name; null if there is none. */
  public Object get(String name) {
    return values.get(Require.nonNull(name, "name", "a name"));
  }

  /** Sets the value of this name, or null; an {@code Integer} is converted to {@code Long}. */
  public void put(String name, Object value) {
    Require.nonNull(name, "name", "a name");
    values.put(name, value instanceof Integer integer ? Long.valueOf(integer.longValue()) : value);
  }

  /**
   * The number of this name; {@code current} if there is none.
   *
   * @throws IllegalArgumentException if the value is not a number
   */
  public double getDouble(String name, double current) {
    return has(name) ? number(name, get(name), "a number").doubleValue() : current;
  }

  /**
   * The integer of this name; {@code current} if there is none.
   *
   * @throws IllegalArgumentException if the value is not an integer, or not in the range of {@code
   *     int}
   */
  public int getInt(String name, int current) {
    return has(name) ? toInt(name, get(name)) : current;
  }

  /**
   * The list of numbers of this name; {@code current} if there is none.
   *
   * @throws IllegalArgumentException if the value is not a list of numbers
   */
  public List<Double> getDoubles(String name, List<Double> current) {
    Require.noNulls(current, "current", "a number");
    if (!has(name)) {
      return current;
    }
    var numbers = new ArrayList<Double>();
    for (Object value : getList(name)) {
      numbers.add(number(name, value, "a list of numbers").doubleValue());
    }
    return List.copyOf(numbers);
  }

  /**
   * The list of integers of this name; {@code current} if there is none.
   *
   * @throws IllegalArgumentException if the value is not a list of integers
   */
  public List<Integer> getInts(String name, List<Integer> current) {
    Require.noNulls(current, "current", "a number");
    if (!has(name)) {
      return current;
    }
    var numbers = new ArrayList<Integer>();
    for (Object value : getList(name)) {
      numbers.add(toInt(name, value));
    }
    return List.copyOf(numbers);
  }

  /**
   * The boolean of this name; {@code current} if there is none.
   *
   * @throws IllegalArgumentException if the value is not a boolean
   */
  public boolean getBoolean(String name, boolean current) {
    if (!has(name)) {
      return current;
    }
    if (get(name) instanceof Boolean flag) {
      return flag;
    }
    throw unexpected(name, get(name), "a boolean");
  }

  /**
   * The string of this name.
   *
   * @throws IllegalArgumentException if there is no string of this name
   */
  public String getString(String name) {
    if (get(name) instanceof String text) {
      return text;
    }
    throw unexpected(name, get(name), "a string");
  }

  /**
   * The enum constant whose {@code toString()} is the string of this name; {@code current} if there
   * is no entry.
   *
   * @throws IllegalArgumentException if no constant has this name
   */
  public <E extends Enum<E>> E getEnum(String name, E current) {
    Require.nonNull(current, "current", "a constant");
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
   * The list of this name, with elements of any type.
   *
   * @throws IllegalArgumentException if there is no list of this name
   */
  public List<?> getList(String name) {
    if (get(name) instanceof List<?> list) {
      return list;
    }
    throw unexpected(name, get(name), "a list");
  }

  /** A state with the entries of a nested map. */
  static SchedulerState of(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw unexpected(name, value, "a map");
    }
    var state = new SchedulerState();
    map.forEach((key, item) -> state.put(String.valueOf(key), item));
    return state;
  }

  /** The exception for a value that violates a rule. */
  static IllegalArgumentException unexpected(String name, Object value, String rule) {
    return new IllegalArgumentException(name + ": got " + value + ", expected " + rule);
  }

  static int toInt(String name, Object value) {
    double number = number(name, value, "an integer").doubleValue();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw unexpected(name, value, "an integer");
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
