package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Multiplies the learning rates by gamma every so many epochs. Same as {@code
 * torch.optim.lr_scheduler.StepLR}.
 */
public final class StepLR extends FormulaScheduler {
  /**
   * What {@code StepLR} takes, with its defaults.
   *
   * @param gamma the factor
   * @param lastEpoch the epoch to go on after, or -1 to begin
   */
  public record Options(double gamma, int lastEpoch) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }

    /** Another factor. */
    public Options gamma(double gamma) {
      return new Options(gamma, lastEpoch);
    }

    /** Goes on after this epoch. */
    public Options lastEpoch(int lastEpoch) {
      return new Options(gamma, lastEpoch);
    }
  }

  private int stepSize;
  private double gamma;

  /** PyTorch's defaults: gamma 0.1. */
  public static Options options() {
    return new Options(0.1, -1);
  }

  /**
   * A schedule with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if the step size is less than 1
   */
  public StepLR(Optimizer<?> optimizer, int stepSize) {
    this(optimizer, stepSize, options());
  }

  /**
   * A schedule with all options.
   *
   * @param stepSize the number of epochs between two changes
   * @throws IllegalArgumentException if the step size is less than 1, or a group has no initial
   *     learning rate to go on with
   */
  public StepLR(Optimizer<?> optimizer, int stepSize, Options options) {
    super(optimizer, options.lastEpoch);
    this.stepSize = requireAtLeast("stepSize", stepSize, 1);
    this.gamma = options.gamma;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    if (lastEpoch() == 0 || lastEpoch() % stepSize != 0) {
      return currentLrs();
    }
    return fromCurrent(lr -> lr * gamma);
  }

  @Override
  protected List<Double> closedFormLr() {
    int changes = lastEpoch() / stepSize;
    return fromBase(lr -> lr * Math.pow(gamma, changes));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("step_size", stepSize);
    state.put("gamma", gamma);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    stepSize = state.whole("step_size", stepSize);
    gamma = state.real("gamma", gamma);
  }
}
