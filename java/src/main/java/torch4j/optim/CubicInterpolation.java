package torch4j.optim;

import torch4j.optim.StrongWolfe.Point;

/**
 * The minimum of the cubic polynomial through two points with given slopes: Python's {@code
 * _cubic_interpolate}.
 */
final class CubicInterpolation {
  private CubicInterpolation() {}

  /** The step of the minimum between the steps of the two points. */
  static PythonScalar minimum(Point a, Point b) {
    boolean ordered = a.step().isAtMost(b.step());
    return ordered ? minimum(a, b, a.step(), b.step()) : minimum(a, b, b.step(), a.step());
  }

  /**
   * The step of the minimum within the bounds; the midpoint of the bounds if the cubic has no
   * minimum.
   */
  static PythonScalar minimum(Point a, Point b, PythonScalar min, PythonScalar max) {
    var secantTerm = PythonScalar.of(3 * (a.loss() - b.loss())).div(a.step().minus(b.step()));
    var d1 = a.slope().plus(b.slope()).minus(secantTerm);
    var d2Square = d1.times(d1).minus(a.slope().times(b.slope()));
    if (!d2Square.isAtLeast(0)) {
      return min.plus(max).div(PythonScalar.of(2));
    }
    boolean ordered = a.step().isAtMost(b.step());
    Point left = ordered ? a : b;
    Point right = ordered ? b : a;
    var d2 = d2Square.sqrt();
    var fraction =
        right.slope().plus(d2).minus(d1).div(right.slope().minus(left.slope()).plus(d2.times(2)));
    var minimum = right.step().minus(right.step().minus(left.step()).times(fraction));
    return minimum.max(min).min(max);
  }
}
