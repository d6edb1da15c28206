package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that decays the learning rates to 0 along a polynomial. Same as {@code
 * torch.optim.lr_scheduler.PolynomialLR}.
 */
public final class PolynomialLR extends FormulaScheduler {
  /**
   * Options of {@code PolynomialLR}, with PyTorch's defaults.
   *
   * @param totalIters the number of steps over which the learning rate is decayed
   * @param power the power of the polynomial
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(int totalIters, double power, int lastEpoch)
      implements PolynomialLROptionsWithers {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }
  }

  private int totalIters;
  private double power;

  /** PyTorch's defaults: a linear decay over 5 epochs. */
  public static Options options() {
    return new Options(5, 1, -1);
  }

  /** A scheduler with PyTorch's defaults. */
  public PolynomialLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A scheduler with all options.
   *
   * @throws IllegalArgumentException if a parameter group has no initial learning rate to resume
   *     from
   */
  public PolynomialLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
    this.totalIters = options.totalIters;
    this.power = options.power;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    if (isInitial() || lastEpoch() > totalIters) {
      return currentLrs();
    }
    double decay = Math.pow(divide(left(lastEpoch()), left(lastEpoch() - 1), "0 left"), power);
    return fromCurrent(lr -> lr * decay);
  }

  private double left(int epoch) {
    return 1.0 - divide(epoch, totalIters, "totalIters 0");
  }

  @Override
  protected List<Double> closedFormLr() {
    double left = left(Math.min(totalIters, lastEpoch()));
    return fromBase(lr -> lr * Math.pow(left, power));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("total_iters", totalIters);
    state.put("power", power);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    totalIters = state.getInt("total_iters", totalIters);
    power = state.getDouble("power", power);
  }
}
