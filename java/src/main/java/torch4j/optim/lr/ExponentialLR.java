package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Multiplies the learning rates by gamma every epoch. Same as {@code
 * torch.optim.lr_scheduler.ExponentialLR}.
 */
public final class ExponentialLR extends FormulaScheduler {
  private double gamma;

  /** A schedule from the beginning. */
  public ExponentialLR(Optimizer<?> optimizer, double gamma) {
    this(optimizer, gamma, -1);
  }

  /**
   * A schedule that goes on.
   *
   * @param gamma the factor
   * @param lastEpoch the epoch to go on after, or -1 to begin
   * @throws IllegalArgumentException if lastEpoch is less than -1, or a group has no initial
   *     learning rate to go on with
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
    gamma = state.real("gamma", gamma);
  }
}
