package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that multiplies the learning rates by a linearly changing factor until a given epoch.
 * Same as {@code torch.optim.lr_scheduler.LinearLR}.
 */
public final class LinearLR extends FormulaScheduler {
  /**
   * Options of {@code LinearLR}, with PyTorch's defaults.
   *
   * @param startFactor the number that the learning rates are multiplied by in the first epoch
   * @param endFactor the number that the learning rates are multiplied by at the end of the linear
   *     change
   * @param totalIters the number of iterations in which the factor reaches {@code endFactor}
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(double startFactor, double endFactor, int totalIters, int lastEpoch)
      implements LinearLROptionsWithers {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if the start factor is not greater than 0 and at most 1, the
     *     end factor is not between 0 and 1, or lastEpoch is less than -1
     */
    public Options {
      if (!(startFactor > 0 && startFactor <= 1)) {
        throw new IllegalArgumentException(
            "startFactor: got " + startFactor + ", expected 0 < startFactor <= 1");
      }
      if (!(endFactor >= 0 && endFactor <= 1)) {
        throw new IllegalArgumentException(
            "endFactor: got " + endFactor + ", expected 0 <= endFactor <= 1");
      }
      requireLastEpoch(lastEpoch);
    }
  }

  private double start;
  private double end;
  private int totalIters;

  /** PyTorch's defaults: a factor from 1/3 to 1 over 5 epochs. */
  public static Options options() {
    return new Options(1.0 / 3, 1, 5, -1);
  }

  /** A scheduler with PyTorch's defaults. */
  public LinearLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A scheduler with all options.
   *
   * @throws IllegalArgumentException if a parameter group has no initial learning rate to resume
   *     from
   */
  public LinearLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
    this.start = options.startFactor;
    this.end = options.endFactor;
    this.totalIters = options.totalIters;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    if (lastEpoch() == 0) {
      return fromCurrent(lr -> lr * start);
    }
    if (isInitial() || lastEpoch() > totalIters) {
      return currentLrs();
    }
    double before = totalIters * start + (lastEpoch() - 1) * (end - start);
    double change = divide(end - start, before, "a factor of 0");
    return fromCurrent(lr -> lr * (1.0 + change));
  }

  @Override
  protected List<Double> closedFormLr() {
    double gone = (end - start) * Math.min(totalIters, lastEpoch());
    double part = divide(gone, totalIters, "totalIters 0");
    return fromBase(lr -> lr * (start + part));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("start_factor", start);
    state.put("end_factor", end);
    state.put("total_iters", totalIters);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    start = state.getDouble("start_factor", start);
    end = state.getDouble("end_factor", end);
    totalIters = state.getInt("total_iters", totalIters);
  }
}
