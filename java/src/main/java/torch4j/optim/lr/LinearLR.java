package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Multiplies the learning rates by a factor that goes in a straight line from one number to
 * another. Same as {@code torch.optim.lr_scheduler.LinearLR}.
 */
public final class LinearLR extends FormulaScheduler {
  /**
   * What {@code LinearLR} takes, with its defaults.
   *
   * @param startFactor the factor in the first epoch
   * @param endFactor the factor at the end
   * @param totalIters the number of epochs
   * @param lastEpoch the epoch to go on after, or -1 to begin
   */
  public record Options(double startFactor, double endFactor, int totalIters, int lastEpoch) {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if the start factor is not above 0 and up to 1, the end
     *     factor is not between 0 and 1, or lastEpoch is less than -1
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

    /** Another factor in the first epoch. */
    public Options startFactor(double startFactor) {
      return new Options(startFactor, endFactor, totalIters, lastEpoch);
    }

    /** Another factor at the end. */
    public Options endFactor(double endFactor) {
      return new Options(startFactor, endFactor, totalIters, lastEpoch);
    }

    /** Another number of epochs. */
    public Options totalIters(int totalIters) {
      return new Options(startFactor, endFactor, totalIters, lastEpoch);
    }

    /** Goes on after this epoch. */
    public Options lastEpoch(int lastEpoch) {
      return new Options(startFactor, endFactor, totalIters, lastEpoch);
    }
  }

  private double start;
  private double end;
  private int totalIters;

  /** PyTorch's defaults: from a third to 1 in 5 epochs. */
  public static Options options() {
    return new Options(1.0 / 3, 1, 5, -1);
  }

  /** A schedule with PyTorch's defaults. */
  public LinearLR(Optimizer<?> optimizer) {
    this(optimizer, options());
  }

  /**
   * A schedule with all options.
   *
   * @throws IllegalArgumentException if a group has no initial learning rate to go on with
   */
  public LinearLR(Optimizer<?> optimizer, Options options) {
    super(optimizer, options.lastEpoch);
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
    return fromCurrent(lr -> lr * (1.0 + (end - start) / before));
  }

  @Override
  protected List<Double> closedFormLr() {
    double gone = (end - start) * Math.min(totalIters, lastEpoch());
    return fromBase(lr -> lr * (start + gone / totalIters));
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
    start = state.real("start_factor", start);
    end = state.real("end_factor", end);
    totalIters = state.whole("total_iters", totalIters);
  }
}
