package torch4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/**
 * A group of an optimizer, as {@code optimizer.param_groups} has them: its options can be read and
 * replaced, and count from the next step on.
 *
 * @param <O> the optimizer's options
 */
public final class ParamGroup<O extends OptimizerOptions<O>> {
  private static final List<String> SCHEDULED =
      List.of("initial_lr", "max_lr", "min_lr", "max_momentum", "base_momentum", "swa_lr");

  private final List<Tensor> params;
  private final Map<String, Double> scheduled = new LinkedHashMap<>();
  private O options;

  ParamGroup(List<Tensor> params, O options) {
    this.params = params;
    this.options = options;
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
    this.options = options;
  }

  /** The learning rate. Same as {@code group['lr']}. */
  public double lr() {
    return options.lr();
  }

  /**
   * Sets the learning rate. Same as {@code group['lr'] = lr}.
   *
   * @throws IllegalArgumentException if it is negative
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
   * Sets the momentum, or beta1 in its place.
   *
   * @throws UnsupportedOperationException if the optimizer has neither
   * @throws IllegalArgumentException if it is out of range
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
    Double value = scheduled.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Keeps a number of a schedule here. Same as {@code group[name] = value}. */
  public void scheduled(String name, double value) {
    scheduled.put(name, value);
  }

  /**
   * All that schedules keep here, by Python's names: {@code initial_lr}, {@code max_lr}, {@code
   * min_lr}, {@code max_momentum}, {@code base_momentum}, {@code swa_lr}. A part of the optimizer's
   * state.
   */
  public Map<String, Double> scheduled() {
    return Collections.unmodifiableMap(scheduled);
  }

  /** Takes from Python's dictionary what schedules keep in it. */
  void loadScheduled(Map<?, ?> group) {
    scheduled.clear();
    for (String name : SCHEDULED) {
      if (group.get(name) instanceof Number value) {
        scheduled.put(name, value.doubleValue());
      }
    }
  }
}
