package torch4j.optim;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import torch4j.internal.ScalarValue;
import torch4j.serialization.Tuple;

/**
 * Converts the options of a parameter group to and from Python's dictionary: names in snake case,
 * and tuples such as {@code betas} for several components of the record.
 */
final class GroupOptions {
  /** The tuples in Python's dictionary, by name, with the record components they consist of. */
  private static final Map<String, List<String>> TUPLES =
      Map.of(
          "betas", List.of("beta1", "beta2"),
          "eps", List.of("eps1", "eps2"),
          "etas", List.of("etaMinus", "etaPlus"),
          "step_sizes", List.of("smallestStep", "largestStep"));

  /** The enum constants that are None in Python. */
  private static final Set<Enum<?>> NONES = Set.of(LBFGS.LineSearchFn.NONE, Muon.AdjustLr.ORIGINAL);

  private GroupOptions() {}

  /** Whether Python's dictionary of these options has this key. */
  static boolean has(OptimizerOptions<?> options, String key) {
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      if (keyOf(component.getName()).equals(key)) {
        return true;
      }
    }
    return false;
  }

  /** The options as Python's dictionary. */
  static Map<String, Object> write(OptimizerOptions<?> options) {
    Map<String, Object> group = new LinkedHashMap<>();
    List<RecordComponent> components = List.of(options.getClass().getRecordComponents());
    for (RecordComponent component : components) {
      String name = component.getName();
      String tuple = tupleOf(name);
      Object value = python(get(options, component));
      if (tuple == null) {
        group.put(pythonName(name), value);
      } else {
        list(group.computeIfAbsent(tuple, key -> new ArrayList<>())).add(value);
      }
    }
    TUPLES.keySet().forEach(key -> group.computeIfPresent(key, (k, list) -> tuple(list)));
    return group;
  }

  private static String tupleOf(String component) {
    return TUPLES.entrySet().stream()
        .filter(tuple -> tuple.getValue().contains(component))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked") // created by this method
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static Object tuple(Object value) {
    return value instanceof List<?> list ? Tuple.copyOf(list) : value;
  }

  /**
   * Converts a value to Python's: NaN, an empty optional and the constants in NONES are None, other
   * enum constants are their names.
   */
  private static Object python(Object value) {
    if (value instanceof Double number && number.isNaN()) {
      return null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? (Object) (long) optional.getAsInt() : null;
    }
    if (value instanceof Muon.Coefficients c) {
      return Tuple.of(c.a(), c.b(), c.c());
    }
    if (value instanceof Integer number) {
      return (long) number;
    }
    if (value instanceof Enum<?> constant) {
      return NONES.contains(constant) ? null : constant.name().toLowerCase(Locale.ROOT);
    }
    return value;
  }

  /**
   * The options with the values of the dictionary; options whose key is missing stay as they are.
   *
   * @throws IllegalArgumentException if a value has the wrong type or is out of range
   */
  @SuppressWarnings("unchecked") // the canonical constructor of the options' class
  static <O extends OptimizerOptions<O>> O read(O options, Map<?, ?> group) {
    RecordComponent[] components = options.getClass().getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(group, components[i], get(options, components[i]));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = options.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (O) constructor.newInstance(values);
    } catch (java.lang.reflect.InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new LinkageError(e.getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object read(Map<?, ?> group, RecordComponent component, Object before) {
    String tuple = tupleOf(component.getName());
    String key = keyOf(component.getName());
    if (!group.containsKey(key)) {
      return before;
    }
    Object value = group.get(key);
    if (tuple != null && value instanceof List<?> list) {
      int index = TUPLES.get(tuple).indexOf(component.getName());
      if (index >= list.size()) {
        throw refused(key, value, "a list of " + TUPLES.get(tuple).size());
      }
      value = list.get(index);
    }
    return convert(key, value, component.getType());
  }

  private static Object convert(String key, Object value, Class<?> type) {
    if (type.isEnum()) {
      return constant(key, value, type);
    }
    if (type == double.class && (value == null || ScalarValue.is(value))) {
      return value == null ? Double.NaN : ScalarValue.toDouble(value);
    }
    if (type == int.class && ScalarValue.is(value)) {
      return (int) ScalarValue.toDouble(value);
    }
    if (type == long.class && ScalarValue.is(value)) {
      return (long) ScalarValue.toDouble(value);
    }
    if (type == OptionalInt.class && (value == null || ScalarValue.is(value))) {
      return value == null
          ? OptionalInt.empty()
          : OptionalInt.of((int) ScalarValue.toDouble(value));
    }
    if (type == boolean.class && value instanceof Boolean) {
      return value;
    }
    if (type == Muon.Coefficients.class && value instanceof List<?> list && list.size() == 3) {
      return new Muon.Coefficients(
          number(key, list, 0), number(key, list, 1), number(key, list, 2));
    }
    if (type.isInstance(value)) {
      return value;
    }
    throw refused(key, value, "a " + type.getSimpleName());
  }

  // None is the default, the first constant.
  private static Object constant(String key, Object value, Class<?> type) {
    List<?> constants = List.of(type.getEnumConstants());
    if (value == null) {
      return constants.get(0);
    }
    return constants.stream()
        .filter(constant -> value.equals(constant.toString().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> refused(key, value, "one of " + constants));
  }

  private static double number(String key, List<?> list, int index) {
    if (ScalarValue.is(list.get(index))) {
      return ScalarValue.toDouble(list.get(index));
    }
    throw refused(key, list, "numbers");
  }

  private static IllegalArgumentException refused(String key, Object value, String expected) {
    return new IllegalArgumentException(key + ": got " + value + ", expected " + expected);
  }

  private static Object get(OptimizerOptions<?> options, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String keyOf(String component) {
    String tuple = tupleOf(component);
    return tuple == null ? pythonName(component) : tuple;
  }

  private static String pythonName(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
