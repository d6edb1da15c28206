package torch4j.optim;

import org.bytedeco.pytorch.Tensor;

/**
 * The line search of {@link LBFGS}: looks for a step that lowers the loss enough and leaves little
 * slope (the strong Wolfe conditions), first for an interval that contains one, then in it. As
 * {@code _strong_wolfe} of {@code torch.optim.lbfgs}, operation by operation.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  /** What is searched along a direction. */
  interface Objective {
    /** Loss and gradient after this step. */
    Point at(PythonScalar step);
  }

  /**
   * A step that was tried.
   *
   * @param step its length
   * @param loss the loss there
   * @param gradient the gradient there
   * @param slope the gradient along the direction
   */
  record Point(PythonScalar step, double loss, Tensor gradient, PythonScalar slope) {}

  /**
   * What was found.
   *
   * @param point the step
   * @param evaluations how often the objective was computed
   */
  record Found(Point point, int evaluations) {}

  private final Objective objective;
  private final Point start;
  private final int mostTrials;
  private Point low;
  private Point high; // null if low is what was looked for
  private int trials;

  /** A search from {@code start}, whose step is 0, in at most so many trials after the first. */
  StrongWolfe(Objective objective, Point start, int mostTrials) {
    this.objective = objective;
    this.start = start;
    this.mostTrials = mostTrials;
  }

  /**
   * Searches.
   *
   * @param firstStep the step to try first
   * @param norm the largest element of the direction
   * @param tolerance the interval that is too small to look further
   */
  Found search(PythonScalar firstStep, PythonScalar norm, double tolerance) {
    bracket(firstStep);
    if (high != null) {
      var interval = new Bracket(low, high);
      boolean done = false;
      while (!done && trials < mostTrials && !interval.isBelow(norm, tolerance)) {
        Point next = objective.at(interval.trial());
        trials++;
        done = interval.narrow(next, isTooHigh(next), isFlat(next));
      }
      low = interval.low();
    }
    return new Found(low, trials + 1);
  }

  private void bracket(PythonScalar firstStep) {
    Point before = start;
    Point now = objective.at(firstStep);
    while (trials < mostTrials) {
      if (isTooHigh(now) || (trials > 1 && now.loss >= before.loss)) {
        between(before, now);
        return;
      }
      if (isFlat(now)) {
        low = now;
        return;
      }
      if (now.slope.isAtLeast(0)) {
        between(before, now);
        return;
      }
      Point next = objective.at(further(before, now));
      before = now;
      now = next;
      trials++;
    }
    between(start, now);
  }

  private void between(Point first, Point second) {
    low = first;
    high = second;
  }

  private static PythonScalar further(Point before, Point now) {
    var least = now.step.plus(now.step.minus(before.step).times(0.01));
    var most = now.step.times(10);
    return CubicInterpolation.minimum(before, now, least, most);
  }

  private boolean isTooHigh(Point point) {
    var bound =
        PythonScalar.of(start.loss).plus(PythonScalar.of(C1).times(point.step).times(start.slope));
    return bound.isBelow(PythonScalar.of(point.loss));
  }

  private boolean isFlat(Point point) {
    return point.slope.abs().isAtMost(start.slope.times(-C2));
  }
}
