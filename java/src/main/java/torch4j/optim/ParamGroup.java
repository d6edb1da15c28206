package torch4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.ScalarValue;

/**
 * A group of an optimizer, as {@code optimizer.param_groups} has them: its options can be read and
 * replaced, and count from the next step on.
 *
 * @param <O> the optimizer's options
 */
public final class ParamGroup<O extends OptimizerOptions<O>> {
  private static final List<String> SCHEDULED =
      List.of("initial_lr", "max_lr", "min_lr", "max_momentum", "base_momentum", "swa_lr");
  private static final String PARAM_NAMES = "param_names";

  private final List<Tensor> params;
  private final Map<String, Object> entries = new LinkedHashMap<>();
  private O options;

  ParamGroup(List<Tensor> params, O options) {
    this.params = params;
    this.options = options;
  }

  /** A group of other parameters with these options and entries. */
  ParamGroup<O> over(List<Tensor> others) {
    var group = new ParamGroup<>(List.copyOf(others), options);
    entries.forEach((name, value) -> group.entries.put(name, Kept.deepCopy(value)));
    return group;
  }

  /** The parameters. */
  public List<Tensor> params() {
    return params;
  }

  /** The options that the next step uses. */
  public O options() {
    return options;
  }

  /** Replaces the options. */
  public void options(O options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /** The learning rate. Same as {@code group['lr']}. */
  public double lr() {
    return options.lr();
  }

  /**
   * Sets the learning rate. Same as {@code group['lr'] = lr}: as in Python it may be any number,
   * for some schedules end a little below 0.
   */
  public void lr(double lr) {
    options = options.lr(lr);
  }

  /** Whether there is a momentum, or beta1 in its place. */
  public boolean hasMomentum() {
    return options.hasMomentum();
  }

  /**
   * The momentum, or beta1 in its place. Same as {@code group['momentum']} or {@code
   * group['betas'][0]}.
   *
   * @throws UnsupportedOperationException if the optimizer has neither
   */
  public double momentumOrBeta1() {
    return options.momentumOrBeta1();
  }

  /**
   * Sets the momentum, or beta1 in its place, to any number.
   *
   * @throws UnsupportedOperationException if the optimizer has neither
   */
  public void momentumOrBeta1(double momentum) {
    options = options.momentumOrBeta1(momentum);
  }

  /**
   * The learning rate that a schedule began with, if there was a schedule. Same as {@code
   * group.get('initial_lr')}.
   */
  public OptionalDouble initialLr() {
    return scheduled("initial_lr");
  }

  /**
   * Sets the learning rate that a schedule begins with. Same as {@code group['initial_lr'] = lr}.
   */
  public void initialLr(double lr) {
    scheduled("initial_lr", lr);
  }

  /** What a schedule keeps here under this name, such as {@code max_lr}. */
  public OptionalDouble scheduled(String name) {
    Object value = entries.get(Objects.requireNonNull(name, "name"));
    return ScalarValue.is(value)
        ? OptionalDouble.of(ScalarValue.toDouble(value))
        : OptionalDouble.empty();
  }

  /** Keeps a number of a schedule here. Same as {@code group[name] = value}. */
  public void scheduled(String name, double value) {
    entry(name, value);
  }

  /**
   * All that schedules keep here, by Python's names: {@code initial_lr}, {@code max_lr}, {@code
   * min_lr}, {@code max_momentum}, {@code base_momentum}, {@code swa_lr}. A part of the optimizer's
   * state.
   */
  public Map<String, Double> scheduled() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String name : entries.keySet()) {
      if (SCHEDULED.contains(name)) {
        scheduled(name).ifPresent(value -> all.put(name, value));
      }
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * What the group has beside its parameters and options, in a map that cannot be changed: what
   * schedules keep here, what a loaded state dict had, such as {@code param_names}, and what was
   * {@linkplain #entry put} here. A part of the optimizer's state.
   */
  public Map<String, Object> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /**
   * Keeps a value here, such as a factor {@code lr_scale}. Same as {@code group[name] = value}.
   *
   * @param value what a state dict may have: a number, boolean, string or tensor, or a list or map
   *     of them
   * @throws IllegalArgumentException if an option, or the parameters, have this name
   */
  public void entry(String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (name.equals("params") || GroupOptions.has(options, name)) {
      throw new IllegalArgumentException(
          "name: got " + name + ", expected a name that is no option; use options(...) to set one");
    }
    entries.put(name, value instanceof Tensor tensor ? Kept.of(tensor) : value);
  }

  /** Takes from Python's dictionary what is no option. */
  void loadEntries(Map<?, ?> group) {
    Object names = entries.get(PARAM_NAMES);
    entries.clear();
    group.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (!name.equals("params") && !GroupOptions.has(options, name)) {
            boolean number = SCHEDULED.contains(name) && ScalarValue.is(value);
            entries.put(name, number ? ScalarValue.toDouble(value) : Kept.deepCopy(value));
          }
        });
    if (names != null) {
      entries.putIfAbsent(PARAM_NAMES, names); // as Python
    }
  }
}
