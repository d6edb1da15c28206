package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Lets the learning rates fall to 0 along a polynomial. Same as {@code
 * torch.optim.lr_scheduler.PolynomialLR}.
 */
public final class PolynomialLR extends FormulaScheduler {
  /**
   * What {@code PolynomialLR} takes, with its defaults.
   *
   * @param totalIters the number of epochs
   * @param power the polynomial's degree
   * @param lastEpoch the epoch to go on after, or -1 to begin
   */
  public record Options(int totalIters, double power, int lastEpoch) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }

    /** Another number of epochs. */
    public Options totalIters(int totalIters) {
      return new Options(totalIters, power, lastEpoch);
    }

    /** Another degree. */
    public Options power(double power) {
      return new Options(totalIters, power, lastEpoch);
    }

    /** Goes on after this epoch. */
    public Options lastEpoch(int lastEpoch) {
      return new Options(totalIters, power, lastEpoch);
    }
  }

  private int totalIters;
  private double power;

  /** PyTorch's defaults: a straight line over 5 epochs. */
  public static Options options() {
    return new Options(5, 1, -1);
  }

  /** A schedule with PyTorch's defaults. */
  public PolynomialLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A schedule with all options.
   *
   * @throws IllegalArgumentException if a group has no initial learning rate to go on with
   */
  public PolynomialLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, options.lastEpoch);
    this.totalIters = options.totalIters;
    this.power = options.power;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    if (isInitial() || lastEpoch() > totalIters) {
      return currentLrs();
    }
    double decay = Math.pow(left(lastEpoch()) / left(lastEpoch() - 1), power);
    return fromCurrent(lr -> lr * decay);
  }

  private double left(int epoch) {
    return 1.0 - (double) epoch / totalIters;
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
    totalIters = state.whole("total_iters", totalIters);
    power = state.real("power", power);
  }
}
