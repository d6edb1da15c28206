package torch4j.optim;

import torch4j.optim.StrongWolfe.Point;

/** The cubic through two points with their slopes. */
final class CubicInterpolation {
  private CubicInterpolation() {}

  /** Where it is least between the two steps. */
  static PythonScalar minimum(Point a, Point b) {
    boolean ordered = a.step().isAtMost(b.step());
    return ordered ? minimum(a, b, a.step(), b.step()) : minimum(a, b, b.step(), a.step());
  }

  /** Where it is least between two bounds; their middle if it has no minimum. */
  static PythonScalar minimum(Point a, Point b, PythonScalar least, PythonScalar most) {
    var rise = PythonScalar.of(3 * (a.loss() - b.loss())).over(a.step().minus(b.step()));
    var d1 = a.slope().plus(b.slope()).minus(rise);
    var square = d1.times(d1).minus(a.slope().times(b.slope()));
    if (!square.isAtLeast(0)) {
      return least.plus(most).over(PythonScalar.of(2));
    }
    boolean ordered = a.step().isAtMost(b.step());
    Point left = ordered ? a : b;
    Point right = ordered ? b : a;
    var d2 = square.sqrt();
    var share =
        right.slope().plus(d2).minus(d1).over(right.slope().minus(left.slope()).plus(d2.times(2)));
    var at = right.step().minus(right.step().minus(left.step()).times(share));
    return at.max(least).min(most);
  }
}
