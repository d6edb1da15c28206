package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that sets the learning rates by a cosine annealing schedule. Same as {@code
 * torch.optim.lr_scheduler.CosineAnnealingLR}.
 */
public final class CosineAnnealingLR extends FormulaScheduler {
  /**
   * Options of {@code CosineAnnealingLR}, with PyTorch's defaults.
   *
   * @param etaMin the minimum learning rate
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(double etaMin, int lastEpoch) implements CosineAnnealingLROptionsWithers {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }
  }

  private int tMax;
  private double etaMin;

  /** PyTorch's defaults: a minimum learning rate of 0. */
  public static Options options() {
    return new Options(0, -1);
  }

  /**
   * A scheduler with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if tMax is less than 1
   */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax) {
    this(optimizer, tMax, options());
  }

  /**
   * A scheduler with all options.
   *
   * @param tMax the maximum number of iterations: half a period, from the initial learning rate to
   *     the minimum
   * @throws IllegalArgumentException if tMax is less than 1, or a parameter group has no initial
   *     learning rate to resume from
   */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
    this.tMax = requireAtLeast("tMax", tMax, 1);
    this.etaMin = options.etaMin;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    int epoch = lastEpoch();
    if (isInitial()) {
      return currentLrs();
    }
    if (stepCount() == 1 && epoch > 0) {
      return closedForm(Math.cos(epoch * Math.PI / tMax));
    }
    if ((epoch - 1 - tMax) % (2 * tMax) == 0) {
      return afterMinimum();
    }
    double before = 1 + Math.cos(Math.PI * (epoch - 1) / tMax);
    double change = divide(1 + Math.cos(Math.PI * epoch / tMax), before, "a cosine of -1");
    return fromCurrent(lr -> change * (lr - etaMin) + etaMin);
  }

  // The recursive formula would divide by 0 after an epoch at the minimum.
  private List<Double> afterMinimum() {
    List<Double> lrs = currentLrs();
    requireForEachGroup(baseLrs());
    double increase = 1 - Math.cos(Math.PI / tMax);
    var increased = new ArrayList<Double>();
    for (int i = 0; i < lrs.size(); i++) {
      increased.add(lrs.get(i) + (baseLrs().get(i) - etaMin) * increase / 2);
    }
    return increased;
  }

  @Override
  protected List<Double> closedFormLr() {
    return closedForm(Math.cos(Math.PI * lastEpoch() / tMax));
  }

  private List<Double> closedForm(double cosine) {
    return fromBase(lr -> etaMin + (lr - etaMin) * (1 + cosine) / 2);
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("T_max", tMax);
    state.put("eta_min", etaMin);
    super.save(state);
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    tMax = state.getInt("T_max", tMax);
    etaMin = state.getDouble("eta_min", etaMin);
  }
}
