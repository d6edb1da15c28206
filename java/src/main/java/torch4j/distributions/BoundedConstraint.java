package torch4j.distributions;

import torch4j.Tensor;

/** A constraint to one side or both of bounds, which are numbers or tensors. */
final class BoundedConstraint extends Constraint {
  /** What values may be, by Python's name. */
  enum Kind {
    GREATER_THAN("GreaterThan", false),
    GREATER_THAN_EQ("GreaterThanEq", false),
    LESS_THAN("LessThan", false),
    INTERVAL("Interval", false),
    HALF_OPEN_INTERVAL("HalfOpenInterval", false),
    INTEGER_INTERVAL("IntegerInterval", true),
    INTEGER_GREATER_THAN("IntegerGreaterThan", true);

    private final String name;
    private final boolean isDiscrete;

    Kind(String name, boolean isDiscrete) {
      this.name = name;
      this.isDiscrete = isDiscrete;
    }
  }

  final Kind kind;
  final Object lower;
  final Object upper;

  /** A constraint, one bound of which may be null. */
  BoundedConstraint(Kind kind, Object lower, Object upper) {
    this.kind = kind;
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public boolean isDiscrete() {
    return kind.isDiscrete;
  }

  @Override
  public Tensor check(Tensor value) {
    Operators.required("value", value);
    return switch (kind) {
      case GREATER_THAN -> isAbove(value);
      case GREATER_THAN_EQ -> isAtLeast(value);
      case LESS_THAN -> isBelow(value);
      case INTERVAL -> isAtLeast(value).bitwiseAnd(isAtMost(value));
      case HALF_OPEN_INTERVAL -> isAtLeast(value).bitwiseAnd(isBelow(value));
      case INTEGER_INTERVAL ->
          isInteger(value).bitwiseAnd(isAtLeast(value)).bitwiseAnd(isAtMost(value));
      case INTEGER_GREATER_THAN -> isInteger(value).bitwiseAnd(isAtLeast(value));
    };
  }

  private static Tensor isInteger(Tensor value) {
    return value.remainder(1L).eq(0L);
  }

  private Tensor isAbove(Tensor value) {
    return lower instanceof Tensor bound ? bound.lt(value) : value.gt(number(lower));
  }

  private Tensor isAtLeast(Tensor value) {
    return lower instanceof Tensor bound ? bound.le(value) : value.ge(number(lower));
  }

  private Tensor isBelow(Tensor value) {
    return upper instanceof Tensor bound ? value.lt(bound) : value.lt(number(upper));
  }

  private Tensor isAtMost(Tensor value) {
    return upper instanceof Tensor bound ? value.le(bound) : value.le(number(upper));
  }

  private static double number(Object bound) {
    return ((Number) bound).doubleValue();
  }

  @Override
  public String toString() {
    String text = lower == null ? "" : "lower_bound=" + PythonText.bound(lower);
    String separator = lower == null || upper == null ? "" : ", ";
    String end = upper == null ? "" : "upper_bound=" + PythonText.bound(upper);
    return kind.name + "(" + text + separator + end + ")";
  }
}
