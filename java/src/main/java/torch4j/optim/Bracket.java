package torch4j.optim;

import torch4j.optim.StrongWolfe.Point;

/**
 * The bracket of the zoom phase of {@link StrongWolfe}: two points whose steps enclose one that
 * satisfies the strong Wolfe conditions.
 */
final class Bracket {
  private static final double MARGIN = 0.1;

  private Point first;
  private Point second;
  private boolean firstIsLow;
  private boolean insufProgress;

  Bracket(Point first, Point second) {
    this.first = first;
    this.second = second;
    this.firstIsLow = first.loss() <= second.loss();
  }

  /** The endpoint with the lower loss. */
  Point low() {
    return firstIsLow ? first : second;
  }

  private Point high() {
    return firstIsLow ? second : first;
  }

  /**
   * Whether the length of the bracket, multiplied by the direction's norm, is below the tolerance.
   */
  boolean isBelow(PythonScalar norm, double tolerance) {
    return second.step().minus(first.step()).abs().times(norm).isBelow(tolerance);
  }

  /**
   * The next step to evaluate: the minimum of the cubic interpolation, moved away from an endpoint
   * if the last one was close to an endpoint too, as Python does to ensure sufficient progress.
   */
  PythonScalar nextStep() {
    PythonScalar step = CubicInterpolation.minimum(first, second);
    PythonScalar max = first.step().max(second.step());
    PythonScalar min = first.step().min(second.step());
    PythonScalar margin = max.minus(min).times(MARGIN);
    boolean isClose = max.minus(step).min(step.minus(min)).isBelow(margin);
    if (isClose && (insufProgress || max.isAtMost(step) || step.isAtMost(min))) {
      boolean isNearMax = step.minus(max).abs().isBelow(step.minus(min).abs());
      insufProgress = false;
      return isNearMax ? max.minus(margin) : min.plus(margin);
    }
    insufProgress = isClose;
    return step;
  }

  /**
   * Replaces an endpoint by the point; returns whether the point satisfies the strong Wolfe
   * conditions.
   */
  boolean update(Point point, boolean violatesArmijo, boolean satisfiesCurvature) {
    if (violatesArmijo || point.loss() >= low().loss()) {
      high(point);
      firstIsLow = first.loss() <= second.loss();
      return false;
    }
    if (!satisfiesCurvature
        && point.slope().times(high().step().minus(low().step())).isAtLeast(0)) {
      high(low());
    }
    low(point);
    return satisfiesCurvature;
  }

  private void high(Point point) {
    if (firstIsLow) {
      second = point;
    } else {
      first = point;
    }
  }

  private void low(Point point) {
    if (firstIsLow) {
      first = point;
    } else {
      second = point;
    }
  }
}
