package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that multiplies the learning rates by a constant factor until a given epoch. Same as
 * {@code torch.optim.lr_scheduler.ConstantLR}.
 */
public final class ConstantLR extends FormulaScheduler {
  /**
   * Options of {@code ConstantLR}, with PyTorch's defaults.
   *
   * @param factor the number that the learning rates are multiplied by until {@code totalIters}
   * @param totalIters the number of epochs for which the learning rates are multiplied by the
   *     factor
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(double factor, int totalIters, int lastEpoch)
      implements ConstantLROptionsWithers {
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
  }

  private double factor;
  private int totalIters;

  /** PyTorch's defaults: a factor of 1/3 for 5 epochs. */
  public static Options options() {
    return new Options(1.0 / 3, 5, -1);
  }

  /** A scheduler with PyTorch's defaults. */
  public ConstantLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A scheduler with all options.
   *
   * @throws IllegalArgumentException if a parameter group has no initial learning rate to resume
   *     from
   */
  public ConstantLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
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
    double back = divide(1.0, factor, "factor 0");
    return fromCurrent(lr -> lr * back);
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
    factor = state.getDouble("factor", factor);
    totalIters = state.getInt("total_iters", totalIters);
  }
}
