package torch4j.conformance;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torch4j.Tensor;
import torch4j.nn.Module;
import torch4j.nn.functional.Sizes;

/**
 * Calls torch4j by Python's names: a layer's named arguments are the methods of its options, in
 * camel case. That this works is itself a claim about the API.
 */
final class Reflection {
  private Reflection() {}

  /**
   * {@code nn.Conv2d(3, 4, 3, stride=2)} becomes {@code new Conv2d(3, 4, 3,
   * Conv2d.options().stride(2))}.
   */
  static Module module(String name, List<Object> arguments, Map<String, Object> named) {
    Class<?> type = layer(name);
    List<Object> all = withOptions(type, "options", arguments, named);
    return (Module) invoke(null, Arrays.asList(type.getConstructors()), all, name);
  }

  /** {@code nn.XOptions(a=1)} becomes {@code XOptions.DEFAULT.a(1)}. */
  static Object options(String name, Map<String, Object> named) {
    try {
      Class<?> type = Class.forName("torch4j.nn.functional." + name);
      Object options = type.getField("DEFAULT").get(null);
      return with(options, named);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("torch4j has no nn." + name, e);
    }
  }

  private static Class<?> layer(String name) {
    try {
      return Class.forName((name.startsWith("nn.") ? "torch4j." : "torch4j.samples.") + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("torch4j has no " + name, e);
    }
  }

  /**
   * {@code module(x, need_weights=False)} becomes {@code module.call(x,
   * M.callOptions().needWeights(false))}. Where a module returns more than a tensor, the method is
   * {@code callWithState} or {@code callWithWeights}.
   */
  static Object call(Module module, List<Object> arguments, Map<String, Object> named) {
    List<Object> all = withOptions(module.getClass(), "callOptions", arguments, named);
    for (String name : List.of("callWithState", "callWithWeights", "callWithLoss")) {
      List<Method> whole = methods(module.getClass(), name);
      if (!whole.isEmpty()) {
        return invoke(module, whole, all, name);
      }
    }
    return invoke(module, methods(module.getClass(), "call"), all, "call");
  }

  /** {@code F.max_pool2d(x, 2)} becomes {@code F.maxPool2d(x, 2)}. */
  static Object function(String name, List<Object> arguments) {
    return invoke(
        null, methods(torch4j.nn.functional.F.class, camel(name)), arguments, "F." + camel(name));
  }

  private static List<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals(name) && !m.isBridge())
        .toList();
  }

  // Where a class has no options(), its constructor takes what Python names, in Python's order.
  private static List<Object> withOptions(
      Class<?> type, String source, List<Object> arguments, Map<String, Object> named) {
    List<Object> all = new ArrayList<>(arguments);
    if (named.isEmpty()) {
      return all;
    }
    List<Method> sources = methods(type, source);
    if (sources.isEmpty()) {
      all.addAll(named.values());
      return all;
    }
    all.add(with(invoke(null, sources, List.of(), source), named));
    return all;
  }

  private static Object with(Object defaults, Map<String, Object> named) {
    Object options = defaults;
    for (var entry : named.entrySet()) {
      String name = camel(entry.getKey());
      List<Object> argument = new ArrayList<>();
      argument.add(entry.getValue());
      options = invoke(options, methods(options.getClass(), name), argument, name);
    }
    return options;
  }

  static String camel(String name) {
    var text = new StringBuilder();
    for (String word : name.split("_", 0)) {
      text.append(
          text.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1));
    }
    return text + (name.endsWith("_") ? "_" : "");
  }

  private static Object invoke(
      Object target, List<? extends Executable> candidates, List<Object> arguments, String name) {
    Executable best = null;
    Object[] bestArguments = null;
    int bestCost = Integer.MAX_VALUE;
    for (Executable candidate : candidates) {
      Converted converted = new Converted();
      Object[] values = converted.all(arguments, candidate);
      if (values != null && converted.cost < bestCost) {
        best = candidate;
        bestArguments = values;
        bestCost = converted.cost;
      }
    }
    if (best == null) {
      throw new AssertionError("no " + name + " takes " + arguments + "; there are " + candidates);
    }
    try {
      best.setAccessible(true);
      return best instanceof Method method
          ? method.invoke(target, bestArguments)
          : ((java.lang.reflect.Constructor<?>) best).newInstance(bestArguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Arguments in a method's types, and how far they had to be bent. */
  private static final class Converted {
    private int cost;

    Object[] all(List<Object> arguments, Executable executable) {
      Class<?>[] types = executable.getParameterTypes();
      List<Object> given = arguments;
      if (executable.isVarArgs() && types[types.length - 1] == Module[].class) {
        int fixed = types.length - 1;
        if (arguments.size() < fixed
            || !arguments.subList(fixed, arguments.size()).stream()
                .allMatch(Module.class::isInstance)) {
          return null;
        }
        given = new ArrayList<>(arguments.subList(0, fixed));
        given.add(arguments.subList(fixed, arguments.size()).toArray(Module[]::new));
      }
      if (given.size() != types.length) {
        return null;
      }
      var values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        Optional<Object> value = one(given.get(i), types[i]);
        if (given.get(i) == null ? types[i].isPrimitive() : value.isEmpty()) {
          return null;
        }
        values[i] = value.orElse(null);
      }
      return values;
    }

    private Optional<Object> one(Object value, Class<?> type) {
      if (value == null || type.isInstance(value)) {
        return Optional.ofNullable(value);
      }
      if (value instanceof Long number) {
        return number(number, type);
      }
      if (value instanceof Double && (type == double.class || type == Double.class)) {
        return Optional.of(value);
      }
      if (value instanceof Boolean && type == boolean.class) {
        return Optional.of(value);
      }
      if (value instanceof String text && type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> constant.toString().equals(text))
            .findFirst()
            .map(Object.class::cast);
      }
      return value instanceof List<?> list ? list(list, type) : Optional.empty();
    }

    private Optional<Object> number(Long number, Class<?> type) {
      if (type == long.class || type == Long.class) {
        return Optional.of(number);
      }
      cost++;
      if (type == int.class) {
        return Optional.of(number.intValue());
      }
      cost++;
      if (type == Sizes.class) {
        return Optional.of(Sizes.of(number));
      }
      if (type == long[].class) {
        return Optional.of(new long[] {number});
      }
      cost++;
      return type == double.class || type == Double.class
          ? Optional.of(number.doubleValue())
          : Optional.empty();
    }

    private static Optional<Object> list(List<?> list, Class<?> type) {
      if (list.stream().allMatch(n -> n == null || n instanceof Long)) {
        long[] numbers = list.stream().mapToLong(n -> n == null ? Sizes.INPUT : (Long) n).toArray();
        if (type == long[].class) {
          return Optional.of(numbers);
        }
        if (type == Sizes.class) {
          return Optional.of(Sizes.of(numbers));
        }
      }
      if (type == double[].class) {
        return Optional.of(list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray());
      }
      if (Record.class.isAssignableFrom(type) && list.stream().allMatch(Tensor.class::isInstance)) {
        return record(list, type); // a tuple of tensors, as an LSTM's state
      }
      return Optional.empty();
    }

    private static Optional<Object> record(List<?> list, Class<?> type) {
      for (var constructor : type.getConstructors()) {
        if (constructor.getParameterCount() == list.size()
            && Arrays.stream(constructor.getParameterTypes()).allMatch(Tensor.class::equals)) {
          return Optional.of(invoke(null, List.of(constructor), List.copyOf(list), type.getName()));
        }
      }
      return Optional.empty();
    }
  }
}
