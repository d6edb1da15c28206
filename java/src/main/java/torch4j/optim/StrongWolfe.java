package torch4j.optim;

import torch4j.Tensor;

/**
 * The line search of {@link LBFGS}: finds a step that satisfies the strong Wolfe conditions, that
 * is, a sufficient decrease of the loss (Armijo condition) and a small enough slope (curvature
 * condition). The first phase finds a bracket that contains such a step, the second one (zoom)
 * shrinks it. Same sequence of operations as {@code _strong_wolfe} of {@code torch.optim.lbfgs}.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  /** The objective function along the search direction. */
  interface Objective {
    /** Evaluates loss and gradient at this step. */
    Point at(PythonScalar step);
  }

  /**
   * A step at which the objective was evaluated.
   *
   * @param step the step length, t in Python
   * @param loss the loss at this step
   * @param gradient the gradient at this step
   * @param slope the directional derivative, gtd in Python
   */
  record Point(PythonScalar step, double loss, Tensor gradient, PythonScalar slope) {}

  /**
   * The result of the search.
   *
   * @param point the step that was chosen
   * @param evaluations the number of evaluations of the objective
   */
  record Result(Point point, int evaluations) {}

  private final Objective objective;
  private final Point start;
  private final int maxLs;
  private Point low;
  private Point high; // null if low satisfies the conditions already
  private int lsIter;

  /**
   * A search from {@code start}, whose step is 0, with at most {@code maxLs} evaluations after the
   * first.
   */
  StrongWolfe(Objective objective, Point start, int maxLs) {
    this.objective = objective;
    this.start = start;
    this.maxLs = maxLs;
  }

  /**
   * Performs the search.
   *
   * @param firstStep the step to evaluate first
   * @param norm the largest magnitude of the direction's elements
   * @param tolerance the search ends when the bracket's length times {@code norm} is below it
   */
  Result search(PythonScalar firstStep, PythonScalar norm, double tolerance) {
    findBracket(firstStep);
    if (high != null) {
      var bracket = new Bracket(low, high);
      boolean done = false;
      while (!done && lsIter < maxLs && !bracket.isBelow(norm, tolerance)) {
        Point next = objective.at(bracket.nextStep());
        lsIter++;
        done = bracket.update(next, violatesArmijo(next), satisfiesCurvature(next));
      }
      low = bracket.low();
    }
    return new Result(low, lsIter + 1);
  }

  private void findBracket(PythonScalar firstStep) {
    Point prev = start;
    Point current = objective.at(firstStep);
    while (lsIter < maxLs) {
      if (violatesArmijo(current) || (lsIter > 1 && current.loss >= prev.loss)) {
        setBracket(prev, current);
        return;
      }
      if (satisfiesCurvature(current)) {
        low = current;
        return;
      }
      if (current.slope.isAtLeast(0)) {
        setBracket(prev, current);
        return;
      }
      Point next = objective.at(extrapolate(prev, current));
      prev = current;
      current = next;
      lsIter++;
    }
    setBracket(start, current);
  }

  private void setBracket(Point first, Point second) {
    low = first;
    high = second;
  }

  private static PythonScalar extrapolate(Point prev, Point current) {
    var minStep = current.step.plus(current.step.minus(prev.step).times(0.01));
    var maxStep = current.step.times(10);
    return CubicInterpolation.minimum(prev, current, minStep, maxStep);
  }

  private boolean violatesArmijo(Point point) {
    var bound =
        PythonScalar.of(start.loss).plus(PythonScalar.of(C1).times(point.step).times(start.slope));
    return bound.isBelow(PythonScalar.of(point.loss));
  }

  private boolean satisfiesCurvature(Point point) {
    return point.slope.abs().isAtMost(start.slope.times(-C2));
  }
}
