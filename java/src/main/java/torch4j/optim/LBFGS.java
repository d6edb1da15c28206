package torch4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.processor.Withers;

/**
 * L-BFGS: a quasi-Newton method with limited memory. Same as {@code torch.optim.LBFGS}: there is
 * one group of parameters, all on one device, and {@link #step(Supplier)} calls its closure several
 * times.
 *
 * <p>What the closure makes in its first call, such as the loss that is returned, belongs to the
 * caller's scope; what it makes in the calls after is freed when each returns.
 */
public final class LBFGS extends Optimizer<LBFGS.Options> {
  private static final int DEFAULT_ITERATIONS = 20;
  private static final int DEFAULT_HISTORY = 100;

  /** The line search: how the step size is chosen. */
  public enum LineSearchFn {
    /** No line search: the step size is the learning rate. */
    NONE,
    /** A search for a step that meets the strong Wolfe conditions. */
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
    /** Checks the values: the learning rate as PyTorch does, the counts so that steps work. */
    public Options {
      requirePositive("maxIter", maxIter);
      requirePositive("maxEval", maxEval.orElse(1));
      requirePositive("historySize", historySize);
    }

    /** The maximum number of function evaluations per optimization step. */
    int mostEvaluations() {
      return maxEval.orElse(maxIter * 5 / 4);
    }

    @Override
    public double[] toNumbers() {
      return new double[0]; // no native step takes them
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= 1");
    }
  }

  private LBFGSState memory;

  /** PyTorch's defaults: learning rate 1, no line search. */
  public static Options options() {
    return new Options(
        1, DEFAULT_ITERATIONS, OptionalInt.empty(), 1e-7, 1e-9, DEFAULT_HISTORY, LineSearchFn.NONE);
  }

  private static Options complete(Options options) {
    return Objects.requireNonNull(options, "options").maxEval(options.mostEvaluations());
  }

  /** PyTorch's defaults. */
  public LBFGS(List<Tensor> params) {
    this(params, options());
  }

  /** An optimizer of these parameters. */
  public LBFGS(List<Tensor> params, Options options) {
    super(complete(options), Params.all(params));
  }

  /** Options with one parameter group, whose own options override them. */
  @SafeVarargs
  public LBFGS(Options options, Params<Options>... groups) {
    super(complete(options), List.of(groups));
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
   * Not for this optimizer.
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
        "closure: got none, expected one; LBFGS evaluates the loss several times a step");
  }

  /**
   * Performs one optimization step; calls the closure, which clears the gradients, computes the
   * loss and calls backward on it, several times. Same as {@code step(closure)}.
   *
   * @return what the closure returned first
   */
  @Override
  public Tensor step(Supplier<Tensor> closure) {
    return super.step(closure);
  }

  @Override
  Tensor update(Supplier<Tensor> closure) {
    Tensor loss = withGradients(closure);
    try (var noGrad = Torch.noGrad()) {
      new LBFGSStep(memory, paramGroups().get(0), () -> again(closure)).run(loss);
    }
    return loss;
  }

  private static Tensor withGradients(Supplier<Tensor> closure) {
    try (var grad = Torch.enableGrad()) {
      return closure.get();
    }
  }

  private static double again(Supplier<Tensor> closure) {
    try (var scope = Torch.scope()) {
      return withGradients(closure).item_double();
    }
  }

  @Override
  void initialize() {
    super.initialize();
    memory = new LBFGSState();
  }

  // Python keeps what there is under the first parameter.
  @Override
  Map<String, Object> stateOf(ParamGroups.Position position) {
    return position.index() == 0 ? memory.write() : Map.of();
  }

  @Override
  Runnable prepareLoad(ParamGroups.Position position, Map<?, ?> saved) {
    if (position.index() != 0) {
      SlotState.requireNames(this, List.of(), saved.keySet());
      return () -> {};
    }
    SlotState.requireNames(this, LBFGSState.NAMES, saved.keySet());
    var loaded = LBFGSState.read(saved, paramGroups().get(0).params());
    return () -> memory.replaceBy(loaded);
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.LBFGS;
  }
}
