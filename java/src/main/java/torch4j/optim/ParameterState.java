package torch4j.optim;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.ScalarValue;

/**
 * The state of one parameter in a {@link CustomOptimizer}: Python's {@code optimizer.state[p]}, a
 * map of names to tensors, numbers and other values that a state dict may contain. A tensor in this
 * map outlives the scope in which it was created.
 */
public final class ParameterState extends AbstractMap<String, Object> {
  private final Map<String, Object> values = new LinkedHashMap<>();

  ParameterState() {}

  /** A copy of a parameter's state in a state dict. */
  static ParameterState load(Tensor param, Map<?, ?> saved) {
    var state = new ParameterState();
    saved.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          state.values.put(name, StateDictTensor.copyFor(param, name, value));
        });
    return state;
  }

  /** The values, with new handles of the tensors. */
  Map<String, Object> handles() {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.replaceAll(
        (name, value) -> value instanceof Tensor tensor ? UnscopedTensor.of(tensor) : value);
    return all;
  }

  /**
   * The tensor of this name, which is created if there is none.
   *
   * @param initial creates the tensor; called in no-grad mode
   * @throws IllegalStateException if the value of this name is not a tensor
   */
  public Tensor tensor(String name, Supplier<Tensor> initial) {
    Require.nonNull(initial, "initial", "a function that makes the tensor");
    if (!containsKey(Require.nonNull(name, "name", "a name"))) {
      try (var scope = Torch.scope();
          var noGrad = Torch.noGrad()) {
        put(name, initial.get());
      }
    }
    return tensor(name);
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalStateException if there is no such tensor
   */
  public Tensor tensor(String name) {
    if (get(Require.nonNull(name, "name", "a name")) instanceof Tensor tensor) {
      return tensor;
    }
    throw unexpected(name, "a tensor");
  }

  /**
   * The number of this name, such as the step count; {@code initial} if there is none.
   *
   * @throws IllegalStateException if the value of this name is not a number
   */
  public double number(String name, double initial) {
    if (!containsKey(Require.nonNull(name, "name", "a name"))) {
      return initial;
    }
    if (ScalarValue.is(get(name))) {
      return ScalarValue.toDouble(get(name));
    }
    throw unexpected(name, "a number");
  }

  private IllegalStateException unexpected(String name, String expected) {
    return new IllegalStateException(
        "state." + name + ": got " + get(name) + ", expected " + expected);
  }

  /** Sets the value of this name; a tensor is kept in a new handle that belongs to no scope. */
  @Override
  public Object put(String name, Object value) {
    Require.nonNull(name, "name", "a name");
    Require.nonNull(value, "value", "a value");
    return values.put(name, value instanceof Tensor tensor ? UnscopedTensor.of(tensor) : value);
  }

  /** The value of this name; null if there is none, as for the name null. */
  @Override
  public Object get(Object name) {
    return values.get(name);
  }

  /** Whether there is a value of this name; there is none of the name null. */
  @Override
  public boolean containsKey(Object name) {
    return values.containsKey(name);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return values.entrySet();
  }

  @Override
  public boolean equals(Object other) {
    return this == other; // by identity: tensors are not compared
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
