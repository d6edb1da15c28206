package torch4j.optim;

/**
 * The options of an optimizer, or of one of its groups: an immutable record with PyTorch's names
 * and defaults.
 *
 * @param <O> the record itself
 */
public interface OptimizerOptions<O extends OptimizerOptions<O>> {
  /** The learning rate. */
  double lr();

  /** The same options with another learning rate. */
  O lr(double lr);

  /**
   * Whether there is a momentum, or Adam's beta1 in its place, for a schedule to cycle. Same as
   * {@code 'momentum' in optimizer.defaults or 'betas' in optimizer.defaults}.
   */
  default boolean hasMomentum() {
    return false;
  }

  /** Whether beta1 stands in the momentum's place. Same as {@code 'betas' in defaults}. */
  default boolean usesBeta1() {
    return false;
  }

  /**
   * The momentum, or beta1 in its place.
   *
   * @throws UnsupportedOperationException if these options have neither
   */
  default double momentumOrBeta1() {
    throw withoutMomentum();
  }

  /**
   * The same options with another momentum, or beta1 in its place.
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
   * Throws if no optimizer can begin with this learning rate and momentum. An optimizer asks when
   * it is made and a group is added; the options themselves take any number, for a schedule may set
   * one later that is out of range, as in Python.
   *
   * @throws IllegalArgumentException if the learning rate or the momentum is out of range
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
   * The options as numbers, in the order of the native step; booleans are 0 and 1. Those of a
   * {@link CustomOptimizer} need none.
   */
  default double[] toNumbers() {
    return new double[0];
  }

  /**
   * Returns the value if it is a number from {@code least} on.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double requireAtLeast(String name, double value, double least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= " + least);
    }
    return value;
  }

  /**
   * Returns the value if it is a number above {@code bound}.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double requireAbove(String name, double value, double bound) {
    if (!(value > bound)) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected > " + bound);
    }
    return value;
  }

  /**
   * Returns the value if it is a number between the two, or one of them.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double requireBetween(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected between " + least + " and " + most);
    }
    return value;
  }

  /**
   * Returns the value if it is a number from 0 on and below 1.
   *
   * @throws IllegalArgumentException if it is not
   */
  static double requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + ": got " + value + ", expected 0 <= " + name + " < 1");
    }
    return value;
  }
}
