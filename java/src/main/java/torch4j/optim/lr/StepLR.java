package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that decays the learning rates by gamma every {@code stepSize} epochs. Same as {@code
 * torch.optim.lr_scheduler.StepLR}.
 */
public final class StepLR extends FormulaScheduler {
  /**
   * Options of {@code StepLR}, with PyTorch's defaults.
   *
   * @param gamma the multiplicative factor of learning rate decay
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(double gamma, int lastEpoch) implements StepLROptionsWithers {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }
  }

  private int stepSize;
  private double gamma;

  /** PyTorch's defaults: gamma 0.1. */
  public static Options options() {
    return new Options(0.1, -1);
  }

  /**
   * A scheduler with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if the step size is less than 1
   */
  public StepLR(Optimizer<?> optimizer, int stepSize) {
    this(optimizer, stepSize, options());
  }

  /**
   * A scheduler with all options.
   *
   * @param stepSize the period of learning rate decay, in epochs
   * @throws IllegalArgumentException if the step size is less than 1, or a parameter group has no
   *     initial learning rate to resume from
   */
  public StepLR(Optimizer<?> optimizer, int stepSize, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
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
    stepSize = state.getInt("step_size", stepSize);
    gamma = state.getDouble("gamma", gamma);
  }
}
