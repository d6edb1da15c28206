package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Multiplies the learning rates by a factor for the first epochs. Same as {@code
 * torch.optim.lr_scheduler.ConstantLR}.
 */
public final class ConstantLR extends FormulaScheduler {
  /**
   * What {@code ConstantLR} takes, with its defaults.
   *
   * @param factor the factor, until the last of these epochs
   * @param totalIters the number of epochs
   * @param lastEpoch the epoch to go on after, or -1 to begin
   */
  public record Options(double factor, int totalIters, int lastEpoch) {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if the factor is not between 0 and 1, or lastEpoch is less
     *     than -1
     */
    public Options {
      if (!(factor >= 0 && factor <= 1)) {
        throw new IllegalArgumentException("factor: got " + factor + ", expected 0 <= factor <= 1");
      }
      requireLastEpoch(lastEpoch);
    }

    /** Another factor. */
    public Options factor(double factor) {
      return new Options(factor, totalIters, lastEpoch);
    }

    /** Another number of epochs. */
    public Options totalIters(int totalIters) {
      return new Options(factor, totalIters, lastEpoch);
    }

    /** Goes on after this epoch. */
    public Options lastEpoch(int lastEpoch) {
      return new Options(factor, totalIters, lastEpoch);
    }
  }

  private double factor;
  private int totalIters;

  /** PyTorch's defaults: a third for 5 epochs. */
  public static Options options() {
    return new Options(1.0 / 3, 5, -1);
  }

  /** A schedule with PyTorch's defaults. */
  public ConstantLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A schedule with all options.
   *
   * @throws IllegalArgumentException if a group has no initial learning rate to go on with
   */
  public ConstantLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, options.lastEpoch);
    this.factor = options.factor;
    this.totalIters = options.totalIters;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    if (lastEpoch() == 0) {
      return fromCurrent(lr -> lr * factor);
    }
    if (lastEpoch() != totalIters) {
      return currentLrs();
    }
    return fromCurrent(lr -> lr * (1.0 / factor));
  }

  @Override
  protected List<Double> closedFormLr() {
    double over = lastEpoch() >= totalIters ? 1 : 0;
    return fromBase(lr -> lr * (factor + over * (1 - factor)));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("factor", factor);
    state.put("total_iters", totalIters);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    factor = state.real("factor", factor);
    totalIters = state.whole("total_iters", totalIters);
  }
}
