package torch4j.optim;

import java.util.List;
import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.optim.StrongWolfe.Point;

/**
 * One optimization step of {@link LBFGS}, with the same sequence of operations as {@code
 * torch.optim.LBFGS.step}.
 */
final class LBFGSStep {
  private final LBFGSState state;
  private final LBFGS.Options options;
  private final FlatParams params;
  private final DoubleSupplier closure;
  private double loss;
  private Tensor flatGrad; // belongs to no scope
  private int funcEvals;

  LBFGSStep(LBFGSState state, ParamGroup<LBFGS.Options> group, DoubleSupplier closure) {
    this.state = state;
    this.options = group.options();
    this.params = new FlatParams(group.params());
    this.closure = closure;
  }

  /** Performs the iterations, starting from the loss of the closure's first call. */
  void run(Tensor firstLoss) {
    loss = firstLoss.itemDouble();
    addFuncEvals(1);
    flatGrad = gatherFlatGrad();
    try {
      boolean done = isOptimal();
      for (int iteration = 1; !done && iteration <= options.maxIter(); iteration++) {
        try (var scope = Torch.scope()) {
          done = iterate(iteration);
        }
      }
    } finally {
      flatGrad.close();
    }
  }

  /** Performs one iteration; returns whether it is the last. */
  private boolean iterate(int iteration) {
    state.computeDirection(flatGrad, options.historySize());
    state.prevLoss(loss);
    Tensor direction = state.direction();
    state.step(stepSize());
    var slope = PythonScalar.of(flatGrad.dot(direction));
    if (slope.isAbove(-options.toleranceChange())) {
      return true;
    }
    boolean last = iteration == options.maxIter();
    if (options.lineSearchFn() == LBFGS.LineSearchFn.STRONG_WOLFE) {
      lineSearch(direction, slope);
    } else {
      params.addGrad(state.step(), direction);
      if (!last) {
        loss = closure.getAsDouble();
        setFlatGrad(gatherFlatGrad());
        addFuncEvals(1);
      }
    }
    return last
        || funcEvals >= options.maxEvalOrDefault()
        || isOptimal()
        || lacksProgress(direction);
  }

  private PythonScalar stepSize() {
    var lr = PythonScalar.of(options.lr());
    if (state.nIter() > 1) {
      return lr;
    }
    var one = PythonScalar.of(1);
    return one.min(one.div(PythonScalar.of(flatGrad.abs().sum()))).times(lr);
  }

  private void lineSearch(Tensor direction, PythonScalar slope) {
    List<Tensor> start = params.cloneParams();
    StrongWolfe.Objective objective =
        step -> {
          params.addGrad(step, direction);
          double lossAtStep = closure.getAsDouble();
          Tensor gradient = params.gatherFlatGrad();
          params.setParams(start);
          return new Point(step, lossAtStep, gradient, PythonScalar.of(gradient.dot(direction)));
        };
    var from = new Point(PythonScalar.of(0), loss, flatGrad, slope);
    var norm = PythonScalar.of(direction.abs().max());
    var result =
        new StrongWolfe(objective, from, options.maxEvalOrDefault() - funcEvals)
            .search(state.step(), norm, options.toleranceChange());
    loss = result.point().loss();
    state.step(result.point().step());
    params.addGrad(state.step(), direction);
    setFlatGrad(UnscopedTensor.of(result.point().gradient()));
    addFuncEvals(result.evaluations());
  }

  private boolean isOptimal() {
    try (var scope = Torch.scope()) {
      return PythonScalar.of(flatGrad.abs().max()).isAtMost(options.toleranceGrad());
    }
  }

  private boolean lacksProgress(Tensor direction) {
    return PythonScalar.of(state.step().multiply(direction).abs().max())
            .isAtMost(options.toleranceChange())
        || Math.abs(loss - state.prevLoss()) < options.toleranceChange();
  }

  private void addFuncEvals(int count) {
    funcEvals += count;
    state.addFuncEvals(count);
  }

  private Tensor gatherFlatGrad() {
    try (var scope = Torch.scope()) {
      return scope.keep(params.gatherFlatGrad());
    }
  }

  private void setFlatGrad(Tensor unscoped) {
    flatGrad.close();
    flatGrad = unscoped;
  }
}
