package torch4j.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * L-BFGS: a limited-memory quasi-Newton method. Same as {@code torch.optim.LBFGS}: there is a
 * single parameter group, all parameters are on one device, and {@link #step(Supplier)} evaluates
 * its closure several times.
 *
 * <p>Tensors that the first call of the closure creates, such as the loss that is returned, belong
 * to the caller's scope; those of later calls are freed when the call returns.
 */
public final class LBFGS extends Optimizer<LBFGS.Options> {
  private static final int DEFAULT_ITERATIONS = 20;
  private static final int DEFAULT_HISTORY = 100;

  /** The line search, which chooses the step size. */
  public enum LineSearchFn {
    /** No line search: the step size is the learning rate. */
    NONE,
    /** A step size that satisfies the strong Wolfe conditions. */
    STRONG_WOLFE
  }

  /**
   * Options of {@code torch.optim.LBFGS}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param maxIter the maximum number of iterations per optimization step
   * @param maxEval the maximum number of function evaluations per optimization step; if empty,
   *     {@code maxIter * 1.25}
   * @param toleranceGrad the termination tolerance on first-order optimality
   * @param toleranceChange the termination tolerance on changes of the function value and the
   *     parameters
   * @param historySize the update history size
   * @param lineSearchFn the line search
   */
  @Withers
  public record Options(
      double lr,
      int maxIter,
      OptionalInt maxEval,
      double toleranceGrad,
      double toleranceChange,
      int historySize,
      LineSearchFn lineSearchFn)
      implements LBFGSOptionsWithers, OptimizerOptions<Options> {
    /**
     * Checks the values: {@code maxIter}, {@code maxEval} and {@code historySize} must be positive.
     */
    public Options {
      Require.nonNull(maxEval, "maxEval", "a number, or an empty OptionalInt");
      Require.nonNull(lineSearchFn, "lineSearchFn", "a line search");
      requirePositive("maxIter", maxIter);
      requirePositive("maxEval", maxEval.orElse(1));
      requirePositive("historySize", historySize);
    }

    /** The maximum number of function evaluations per optimization step. */
    int maxEvalOrDefault() {
      return maxEval.orElse(maxIter * 5 / 4);
    }

    @Override
    public double[] toNumbers() {
      return new double[0]; // there is no native step
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= 1");
    }
  }

  private LBFGSState state;

  /** PyTorch's defaults: learning rate 1, no line search. */
  public static Options options() {
    return new Options(
        1, DEFAULT_ITERATIONS, OptionalInt.empty(), 1e-7, 1e-9, DEFAULT_HISTORY, LineSearchFn.NONE);
  }

  private static Options withMaxEval(Options options) {
    return Require.nonNull(options, "options", "options").maxEval(options.maxEvalOrDefault());
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public LBFGS(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public LBFGS(List<Tensor> params, Options options) {
    super(withMaxEval(options), Params.all(params));
  }

  /** Optimizes one parameter group, whose own options override the given ones. */
  @SafeVarargs
  public LBFGS(Options options, Params<Options>... groups) {
    super(withMaxEval(options), Params.list(groups));
  }

  @Override
  void requireSupported(int groupCount) {
    if (groupCount > 1) {
      throw new IllegalArgumentException(
          "params: got "
              + groupCount
              + " groups, expected 1; LBFGS doesn't support per-parameter options (parameter"
              + " groups)");
    }
  }

  /**
   * Not supported: a step requires a closure.
   *
   * @throws IllegalStateException always
   */
  @Override
  public void step() {
    requireNoClosure();
  }

  @Override
  void requireNoClosure() {
    throw new IllegalStateException(
        "closure: got none, expected one; LBFGS evaluates the loss several times per step");
  }

  /**
   * Performs a single optimization step. The closure, which must clear the gradients, compute the
   * loss, call backward on it and return it, is called several times. Same as {@code
   * step(closure)}.
   *
   * @return the loss of the closure's first call
   */
  @Override
  public Tensor step(Supplier<Tensor> closure) {
    return super.step(closure);
  }

  @Override
  Tensor update(Supplier<Tensor> closure) {
    Tensor loss = withGradients(closure);
    try (var noGrad = Torch.noGrad()) {
      new LBFGSStep(state, paramGroups().get(0), () -> evaluate(closure)).run(loss);
    }
    return loss;
  }

  private static Tensor withGradients(Supplier<Tensor> closure) {
    try (var grad = Torch.enableGrad()) {
      return closure.get();
    }
  }

  private static double evaluate(Supplier<Tensor> closure) {
    try (var scope = Torch.scope()) {
      return withGradients(closure).itemDouble();
    }
  }

  @Override
  void initialize() {
    super.initialize();
    state = new LBFGSState();
  }

  // As in Python, the state belongs to the first parameter.
  @Override
  Map<String, Object> stateOf(ParamGroups.Position position) {
    return position.index() == 0 ? state.write() : Map.of();
  }

  @Override
  Runnable prepareLoad(ParamGroups.Position position, Map<?, ?> saved) {
    if (position.index() != 0) {
      SlotState.requireNames(this, List.of(), saved.keySet());
      return () -> {};
    }
    SlotState.requireNames(this, LBFGSState.NAMES, saved.keySet());
    var loaded = LBFGSState.read(saved, paramGroups().get(0).params());
    return () -> state.replaceBy(loaded);
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.LBFGS;
  }
}
