package torch4j.optim;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A group's options as Python's dictionary has them: names with underscores, and pairs such as
 * {@code betas} where the record has two components.
 */
final class GroupOptions {
  /** Python's name of what several components are together; a record has the first one's place. */
  private static final Map<String, List<String>> TUPLES =
      Map.of(
          "betas", List.of("beta1", "beta2"),
          "eps", List.of("eps1", "eps2"),
          "etas", List.of("etaMinus", "etaPlus"),
          "step_sizes", List.of("smallestStep", "largestStep"));

  private GroupOptions() {}

  /** Python's names and values; a tuple is a list. */
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
    return group;
  }

  private static String tupleOf(String component) {
    return TUPLES.entrySet().stream()
        .filter(tuple -> tuple.getValue().contains(component))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @SuppressWarnings("unchecked") // made here
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** NaN stands for Python's None, and an enum's constant for its name. */
  private static Object python(Object value) {
    if (value instanceof Double number && number.isNaN()) {
      return null;
    }
    if (value instanceof Muon.Coefficients c) {
      return List.of(c.a(), c.b(), c.c());
    }
    if (value instanceof Integer number) {
      return (long) number;
    }
    return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value;
  }

  /**
   * Options like these with the group's values; what the group does not name stays.
   *
   * @throws IllegalArgumentException if a value has another type, or the options refuse it
   */
  @SuppressWarnings("unchecked") // the constructor is that of the argument's class
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
    String key = tuple == null ? pythonName(component.getName()) : tuple;
    if (!group.containsKey(key)) {
      return before;
    }
    Object value = group.get(key);
    if (tuple != null && value instanceof List<?> list) {
      value = list.get(TUPLES.get(tuple).indexOf(component.getName()));
    }
    return convert(key, value, component.getType(), before);
  }

  private static Object convert(String key, Object value, Class<?> type, Object before) {
    if (type == double.class && (value == null || value instanceof Number)) {
      return value == null ? Double.NaN : ((Number) value).doubleValue();
    }
    if (type == int.class && value instanceof Number number) {
      return number.intValue();
    }
    if (type == boolean.class && value instanceof Boolean) {
      return value;
    }
    if (type == Muon.Coefficients.class && value instanceof List<?> list && list.size() == 3) {
      return new Muon.Coefficients(number(list, 0), number(list, 1), number(list, 2));
    }
    if (before instanceof Muon.AdjustLr && (value == null || value instanceof String)) {
      return value == null
          ? Muon.AdjustLr.ORIGINAL
          : Muon.AdjustLr.valueOf(value.toString().toUpperCase(Locale.ROOT));
    }
    throw new IllegalArgumentException(
        key + ": got " + value + ", expected a " + type.getSimpleName());
  }

  private static double number(List<?> list, int index) {
    return ((Number) list.get(index)).doubleValue();
  }

  private static Object get(OptimizerOptions<?> options, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String pythonName(String name) {
    if (name.equals("adjustLr")) {
      return "adjust_lr_fn";
    }
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
