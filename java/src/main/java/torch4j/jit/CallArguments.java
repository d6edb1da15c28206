package torch4j.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;

/**
 * The arguments of a call: Python's {@code f(x, y, scale=2.0)} is {@code CallArguments.of(x,
 * y).with("scale", 2.0)}.
 *
 * <p>Arguments can be tensors; Boolean; Byte, Short, Integer and Long (int); Float and Double
 * (float); {@link Complex}; String; {@code Device}; {@code ScalarType} (dtype); lists, sets, and
 * arrays of objects or numbers; {@link Tuple} and {@link NamedTuple}; maps; {@link ScriptModule};
 * null (None). A member of an enum is passed by its name.
 *
 * @param positional the positional arguments, in order
 * @param named the keyword arguments
 */
public record CallArguments(List<Object> positional, Map<String, Object> named) {
  /** Copies the list and the map. */
  public CallArguments {
    Require.nonNull(positional, "positional", "arguments, or none");
    Require.nonNull(named, "named", "a map of arguments, which may be empty");
    positional = Collections.unmodifiableList(new ArrayList<>(positional));
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** Positional arguments; null is None, also as the only one, {@code of(null)}. */
  public static CallArguments of(Object... positional) {
    // of(null) passes a null array in Java; it means one argument None.
    return new CallArguments(
        positional == null ? Collections.singletonList(null) : Arrays.asList(positional), Map.of());
  }

  /**
   * Returns a copy with one more keyword argument.
   *
   * @param value the value; null is None
   * @throws IllegalArgumentException if there is one of this name already
   */
  public CallArguments with(String name, Object value) {
    Require.nonNull(name, "name", "an argument's name");
    if (named.containsKey(name)) {
      throw new IllegalArgumentException(
          "name: got \"" + name + "\" for the second time, expected each name once");
    }
    Map<String, Object> more = new LinkedHashMap<>(named);
    more.put(name, value);
    return new CallArguments(positional, more);
  }

  // A copy whose positional tensors are replaced by these, in order.
  CallArguments withTensors(List<Tensor> tensors) {
    Iterator<Tensor> next = tensors.iterator();
    List<Object> replaced = new ArrayList<>(positional);
    replaced.replaceAll(value -> value instanceof Tensor ? next.next() : value);
    return new CallArguments(replaced, named);
  }
}
