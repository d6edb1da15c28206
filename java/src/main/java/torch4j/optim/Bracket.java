package torch4j.optim;

import torch4j.optim.StrongWolfe.Point;

/** Two steps between which {@link StrongWolfe} looks for a better one. */
final class Bracket {
  private static final double MARGIN = 0.1;

  private Point first;
  private Point second;
  private boolean firstIsLow;
  private boolean stuck;

  Bracket(Point first, Point second) {
    this.first = first;
    this.second = second;
    this.firstIsLow = first.loss() <= second.loss();
  }

  /** The end with the lower loss. */
  Point low() {
    return firstIsLow ? first : second;
  }

  private Point high() {
    return firstIsLow ? second : first;
  }

  /** Whether the interval, times the direction's norm, is below the tolerance. */
  boolean isBelow(PythonScalar norm, double tolerance) {
    return second.step().minus(first.step()).abs().times(norm).isBelow(tolerance);
  }

  /** The step to try next: where the cubic is least, but not again and again close to an end. */
  PythonScalar trial() {
    PythonScalar step = CubicInterpolation.minimum(first, second);
    PythonScalar most = first.step().max(second.step());
    PythonScalar least = first.step().min(second.step());
    PythonScalar margin = most.minus(least).times(MARGIN);
    boolean close = most.minus(step).min(step.minus(least)).isBelow(margin);
    if (close && (stuck || most.isAtMost(step) || step.isAtMost(least))) {
      boolean isNearMost = step.minus(most).abs().isBelow(step.minus(least).abs());
      stuck = false;
      return isNearMost ? most.minus(margin) : least.plus(margin);
    }
    stuck = close;
    return step;
  }

  /** Replaces an end by the point; returns whether the point is what was looked for. */
  boolean narrow(Point point, boolean tooHigh, boolean flat) {
    if (tooHigh || point.loss() >= low().loss()) {
      high(point);
      firstIsLow = first.loss() <= second.loss();
      return false;
    }
    if (!flat && point.slope().times(high().step().minus(low().step())).isAtLeast(0)) {
      high(low());
    }
    low(point);
    return flat;
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
