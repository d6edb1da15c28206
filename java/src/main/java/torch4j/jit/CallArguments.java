package torch4j.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;

/**
 * The arguments of a call: Python's {@code f(x, y, scale=2.0)} is {@code CallArguments.of(x,
 * y).with("scale", 2.0)}.
 *
 * <p>Arguments are tensors; Boolean; Byte, Short, Integer and Long (int); Float and Double (float);
 * {@link Complex}; String; {@code Device}; {@code ScalarType} (a dtype); lists, sets, and arrays of
 * objects or numbers; {@link Tuple} and {@link NamedTuple}; maps; {@link ScriptModule}; null, which
 * is None. A member of an enum is given by its name.
 *
 * @param positional the arguments without names, in order
 * @param named the arguments with names
 */
public record CallArguments(List<Object> positional, Map<String, Object> named) {
  /** Keeps copies of the list and the map. */
  public CallArguments {
    Require.nonNull(positional, "positional", "arguments, or none");
    Require.nonNull(named, "named", "arguments by name, or none");
    positional = Collections.unmodifiableList(new ArrayList<>(positional));
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** Arguments without names. */
  public static CallArguments of(Object... positional) {
    // f(null) is an array of null in Java, and an argument None in Python.
    return new CallArguments(
        positional == null ? Collections.singletonList(null) : Arrays.asList(positional), Map.of());
  }

  /**
   * These arguments and one more, with a name.
   *
   * @throws IllegalArgumentException if the name is there already
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

  // The tensors among the arguments without names, replaced in order.
  CallArguments withTensors(List<Tensor> tensors) {
    Iterator<Tensor> next = tensors.iterator();
    List<Object> replaced = new ArrayList<>(positional);
    replaced.replaceAll(value -> value instanceof Tensor ? next.next() : value);
    return new CallArguments(replaced, named);
  }
}
