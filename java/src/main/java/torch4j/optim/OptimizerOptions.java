package torch4j.optim;

import torch4j.internal.Require;

/**
 * The options of an optimizer or of one of its parameter groups: an immutable record with PyTorch's
 * names and defaults.
 *
 * @param <O> the type of the record
 */
public interface OptimizerOptions<O extends OptimizerOptions<O>> {
  /** The learning rate. */
  double lr();

  /** Returns a copy with this learning rate. */
  O lr(double lr);

  /**
   * Whether there is a momentum, or beta1 instead, that a learning rate scheduler can cycle. Same
   * as {@code 'momentum' in optimizer.defaults or 'betas' in optimizer.defaults}.
   */
  default boolean hasMomentum() {
    return false;
  }

  /** Whether the options have beta1 instead of a momentum. Same as {@code 'betas' in defaults}. */
  default boolean usesBeta1() {
    return false;
  }

  /**
   * The momentum, or beta1 if there are betas instead.
   *
   * @throws UnsupportedOperationException if these options have neither
   */
  default double momentumOrBeta1() {
    throw withoutMomentum();
  }

  /**
   * Returns a copy with this momentum, or with this beta1 if there are betas instead.
   *
   * @throws UnsupportedOperationException if these options have neither
   */
  default O momentumOrBeta1(double momentum) {
    throw withoutMomentum();
  }

  private UnsupportedOperationException withoutMomentum() {
    return new UnsupportedOperationException(
        "momentum: got " + this + ", expected options with a momentum or beta1");
  }

  /**
   * Throws if the learning rate, the momentum or beta1 is out of range. Checked when a parameter
   * group is added to an optimizer, as in Python; not when the options are created, because a
   * learning rate scheduler may later set a value that is out of range.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  default void requireInitial() {
    requireAtLeast("lr", lr(), 0);
    if (usesBeta1()) {
      requireFraction("beta1", momentumOrBeta1());
    } else if (hasMomentum()) {
      requireAtLeast("momentum", momentumOrBeta1(), 0);
    }
  }

  /**
   * The options as numbers, in the order that the native step expects; booleans are 0 or 1. Not
   * used for a {@link CustomOptimizer}.
   */
  default double[] toNumbers() {
    return new double[0];
  }

  /**
   * Returns the value if it is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is not, or is NaN
   */
  static double requireAtLeast(String name, double value, double least) {
    Require.nonNull(name, "name", "an option's name");
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= " + least);
    }
    return value;
  }

  /**
   * Returns the value if it is greater than {@code bound}.
   *
   * @throws IllegalArgumentException if it is not, or is NaN
   */
  static double requireAbove(String name, double value, double bound) {
    Require.nonNull(name, "name", "an option's name");
    if (!(value > bound)) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected > " + bound);
    }
    return value;
  }

  /**
   * Returns the value if {@code least <= value <= most}.
   *
   * @throws IllegalArgumentException if it is not, or is NaN
   */
  static double requireBetween(String name, double value, double least, double most) {
    Require.nonNull(name, "name", "an option's name");
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected between " + least + " and " + most);
    }
    return value;
  }

  /**
   * Returns the value if {@code 0 <= value < 1}.
   *
   * @throws IllegalArgumentException if it is not, or is NaN
   */
  static double requireFraction(String name, double value) {
    Require.nonNull(name, "name", "an option's name");
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected 0 <= " + name + " < 1");
    }
    return value;
  }
}
