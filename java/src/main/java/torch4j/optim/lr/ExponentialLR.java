package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * A scheduler that decays the learning rates by gamma every epoch. Same as {@code
 * torch.optim.lr_scheduler.ExponentialLR}.
 */
public final class ExponentialLR extends FormulaScheduler {
  private double gamma;

  /** A scheduler that starts a new schedule. */
  public ExponentialLR(Optimizer<?> optimizer, double gamma) {
    this(optimizer, gamma, -1);
  }

  /**
   * A scheduler that resumes after an epoch.
   *
   * @param gamma the multiplicative factor of learning rate decay
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   * @throws IllegalArgumentException if lastEpoch is less than -1, or a parameter group has no
   *     initial learning rate to resume from
   */
  public ExponentialLR(Optimizer<?> optimizer, double gamma, int lastEpoch) {
    super(optimizer, lastEpoch);
    this.gamma = gamma;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    return isInitial() ? currentLrs() : fromCurrent(lr -> lr * gamma);
  }

  @Override
  protected List<Double> closedFormLr() {
    return fromBase(lr -> lr * Math.pow(gamma, lastEpoch()));
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("gamma", gamma);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    gamma = state.getDouble("gamma", gamma);
  }
}
