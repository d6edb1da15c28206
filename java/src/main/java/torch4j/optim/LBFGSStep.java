package torch4j.optim;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.optim.StrongWolfe.Point;

/** One step of {@link LBFGS}, operation by operation as {@code torch.optim.LBFGS.step}. */
final class LBFGSStep {
  private final LBFGSState memory;
  private final LBFGS.Options options;
  private final FlatParams params;
  private final DoubleSupplier closure;
  private double loss;
  private Tensor gradient; // a kept handle
  private int evaluations;

  LBFGSStep(LBFGSState memory, ParamGroup<LBFGS.Options> group, DoubleSupplier closure) {
    this.memory = memory;
    this.options = group.options();
    this.params = new FlatParams(group.params());
    this.closure = closure;
  }

  /** Iterates, after the closure returned this loss. */
  void run(Tensor firstLoss) {
    loss = firstLoss.item_double();
    count(1);
    gradient = gathered();
    try {
      boolean done = isFlat();
      for (int iteration = 1; !done && iteration <= options.maxIter(); iteration++) {
        try (var scope = Torch.scope()) {
          done = iterate(iteration);
        }
      }
    } finally {
      gradient.close();
    }
  }

  /** Returns whether the step ends here. */
  private boolean iterate(int iteration) {
    memory.turn(gradient, options.historySize());
    memory.lossBefore(loss);
    Tensor direction = memory.direction();
    memory.step(firstStep());
    var slope = PythonScalar.of(gradient.dot(direction));
    if (slope.isAbove(-options.toleranceChange())) {
      return true;
    }
    boolean last = iteration == options.maxIter();
    if (options.lineSearchFn() == LBFGS.LineSearchFn.STRONG_WOLFE) {
      search(direction, slope);
    } else {
      params.add(memory.step(), direction);
      if (!last) {
        loss = closure.getAsDouble();
        gradient(gathered());
        count(1);
      }
    }
    return last || evaluations >= options.mostEvaluations() || isFlat() || isStuck(direction);
  }

  private PythonScalar firstStep() {
    var lr = PythonScalar.of(options.lr());
    if (memory.iterations() > 1) {
      return lr;
    }
    var one = PythonScalar.of(1);
    return one.min(one.over(PythonScalar.of(gradient.abs().sum()))).times(lr);
  }

  private void search(Tensor direction, PythonScalar slope) {
    List<Tensor> start = params.copies();
    StrongWolfe.Objective objective =
        step -> {
          params.add(step, direction);
          double there = closure.getAsDouble();
          Tensor gradientThere = params.gradient();
          params.set(start);
          return new Point(
              step, there, gradientThere, PythonScalar.of(gradientThere.dot(direction)));
        };
    var from = new Point(PythonScalar.of(0), loss, gradient, slope);
    var norm = PythonScalar.of(direction.abs().max());
    var found =
        new StrongWolfe(objective, from, options.mostEvaluations() - evaluations)
            .search(memory.step(), norm, options.toleranceChange());
    loss = found.point().loss();
    memory.step(found.point().step());
    params.add(memory.step(), direction);
    gradient(UnscopedTensor.of(found.point().gradient()));
    count(found.evaluations());
  }

  private boolean isFlat() {
    try (var scope = Torch.scope()) {
      return PythonScalar.of(gradient.abs().max()).isAtMost(options.toleranceGrad());
    }
  }

  private boolean isStuck(Tensor direction) {
    return PythonScalar.of(memory.step().multiply(direction).abs().max())
            .isAtMost(options.toleranceChange())
        || Math.abs(loss - memory.lossBefore()) < options.toleranceChange();
  }

  private void count(int more) {
    evaluations += more;
    memory.count(more);
  }

  private Tensor gathered() {
    try (var scope = Torch.scope()) {
      return scope.keep(params.gradient());
    }
  }

  private void gradient(Tensor kept) {
    gradient.close();
    gradient = kept;
  }
}
