package torch4j.optim;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.ScalarValue;

/**
 * The state of one parameter in a {@link CustomOptimizer}: Python's {@code optimizer.state[p]}, a
 * map of names to tensors, numbers and what else a state dict may hold. A tensor that is put here
 * outlives the scope that it was made in.
 */
public final class ParameterState extends AbstractMap<String, Object> {
  private final Map<String, Object> values = new LinkedHashMap<>();

  ParameterState() {}

  /** A copy of what a state dict has for a parameter. */
  static ParameterState load(Tensor param, Map<?, ?> saved) {
    var state = new ParameterState();
    saved.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          state.values.put(name, SavedTensor.copyFor(param, name, value));
        });
    return state;
  }

  /** The values, with tensors in handles of their own. */
  Map<String, Object> handles() {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.replaceAll((name, value) -> value instanceof Tensor tensor ? Kept.of(tensor) : value);
    return all;
  }

  /**
   * The tensor of this name, which is made first if there is none.
   *
   * @param initial makes the tensor, without gradients
   * @throws IllegalStateException if there is something else of this name
   */
  public Tensor tensor(String name, Supplier<Tensor> initial) {
    Objects.requireNonNull(initial, "initial");
    if (!containsKey(Objects.requireNonNull(name, "name"))) {
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
   * @throws IllegalStateException if there is none
   */
  public Tensor tensor(String name) {
    if (get(Objects.requireNonNull(name, "name")) instanceof Tensor tensor) {
      return tensor;
    }
    throw unexpected(name, "a tensor");
  }

  /**
   * The number of this name, such as the count of steps; {@code initial} if there is none.
   *
   * @throws IllegalStateException if there is something else of this name
   */
  public double number(String name, double initial) {
    if (!containsKey(Objects.requireNonNull(name, "name"))) {
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

  /** Keeps a value under this name; of a tensor, another handle that belongs to no scope. */
  @Override
  public Object put(String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    return values.put(name, value instanceof Tensor tensor ? Kept.of(tensor) : value);
  }

  @Override
  public Object get(Object name) {
    return values.get(name);
  }

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
    return this == other; // tensors are not compared
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
