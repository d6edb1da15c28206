package torch4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.ScalarValue;

/**
 * A parameter group of an optimizer, an element of {@code optimizer.param_groups}. Its options can
 * be replaced; the next step uses the new ones.
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

  /** A group with the same options and entries for other parameters. */
  ParamGroup<O> withParams(List<Tensor> others) {
    var group = new ParamGroup<>(List.copyOf(others), options);
    entries.forEach((name, value) -> group.entries.put(name, UnscopedTensor.deepCopy(value)));
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
    this.options = Require.nonNull(options, "options", "options");
  }

  /** The learning rate. Same as {@code group['lr']}. */
  public double lr() {
    return options.lr();
  }

  /**
   * Sets the learning rate. Same as {@code group['lr'] = lr}: as in Python it may be any number,
   * because rounding lets some schedulers end slightly below 0.
   */
  public void lr(double lr) {
    options = options.lr(lr);
  }

  /** Whether there is a momentum, or beta1 instead. */
  public boolean hasMomentum() {
    return options.hasMomentum();
  }

  /**
   * The momentum, or beta1 if there are betas instead. Same as {@code group['momentum']} or {@code
   * group['betas'][0]}.
   *
   * @throws UnsupportedOperationException if the optimizer has neither
   */
  public double momentumOrBeta1() {
    return options.momentumOrBeta1();
  }

  /**
   * Sets the momentum, or beta1 if there are betas instead. It may be any number.
   *
   * @throws UnsupportedOperationException if the optimizer has neither
   */
  public void momentumOrBeta1(double momentum) {
    options = options.momentumOrBeta1(momentum);
  }

  /**
   * The initial learning rate, if a learning rate scheduler has set it. Same as {@code
   * group.get('initial_lr')}.
   */
  public OptionalDouble initialLr() {
    return scheduled("initial_lr");
  }

  /**
   * Sets the initial learning rate that a scheduler starts from. Same as {@code group['initial_lr']
   * = lr}.
   */
  public void initialLr(double lr) {
    scheduled("initial_lr", lr);
  }

  /**
   * The number that a learning rate scheduler keeps in this group under this name, such as {@code
   * max_lr}; empty if there is none.
   */
  public OptionalDouble scheduled(String name) {
    Object value = entries.get(Require.nonNull(name, "name", "a name"));
    return ScalarValue.is(value)
        ? OptionalDouble.of(ScalarValue.toDouble(value))
        : OptionalDouble.empty();
  }

  /**
   * Keeps a number for a learning rate scheduler in this group. Same as {@code group[name] =
   * value}.
   */
  public void scheduled(String name, double value) {
    entry(name, value);
  }

  /**
   * All numbers that learning rate schedulers keep in this group, under Python's names: {@code
   * initial_lr}, {@code max_lr}, {@code min_lr}, {@code max_momentum}, {@code base_momentum},
   * {@code swa_lr}. They are part of the optimizer's state dict.
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
   * The entries of the group other than its parameters and options, as an unmodifiable map: numbers
   * of learning rate schedulers, entries of a loaded state dict such as {@code param_names}, and
   * entries that were {@linkplain #entry set}. They are part of the optimizer's state dict.
   */
  public Map<String, Object> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /**
   * Sets an entry of this group, such as {@code lr_scale}. Same as {@code group[name] = value}.
   *
   * @param value a value that a state dict may contain: a number, boolean, string or tensor, or a
   *     list or map of these
   * @throws IllegalArgumentException if the name is that of an option, or {@code params}
   */
  public void entry(String name, Object value) {
    Require.nonNull(name, "name", "a name");
    Require.nonNull(value, "value", "a value");
    if (name.equals("params") || GroupOptions.has(options, name)) {
      throw new IllegalArgumentException(
          "name: got "
              + name
              + ", expected a name that is not an option; use options(...) to set one");
    }
    entries.put(name, value instanceof Tensor tensor ? UnscopedTensor.of(tensor) : value);
  }

  /** Loads the entries of Python's dictionary that are not options. */
  void loadEntries(Map<?, ?> group) {
    Object names = entries.get(PARAM_NAMES);
    entries.clear();
    group.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (!name.equals("params") && !GroupOptions.has(options, name)) {
            boolean number = SCHEDULED.contains(name) && ScalarValue.is(value);
            entries.put(
                name, number ? ScalarValue.toDouble(value) : UnscopedTensor.deepCopy(value));
          }
        });
    if (names != null) {
      entries.putIfAbsent(PARAM_NAMES, names); // as Python does
    }
  }
}
