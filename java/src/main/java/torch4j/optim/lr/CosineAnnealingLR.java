package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import torch4j.optim.Optimizer;

/**
 * Lets the learning rates fall, and rise again, along a cosine. Same as {@code
 * torch.optim.lr_scheduler.CosineAnnealingLR}.
 */
public final class CosineAnnealingLR extends FormulaScheduler {
  /**
   * What {@code CosineAnnealingLR} takes, with its defaults.
   *
   * @param etaMin the lowest learning rate
   * @param lastEpoch the epoch to go on after, or -1 to begin
   */
  public record Options(double etaMin, int lastEpoch) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if lastEpoch is less than -1
     */
    public Options {
      requireLastEpoch(lastEpoch);
    }

    /** Another lowest learning rate. */
    public Options etaMin(double etaMin) {
      return new Options(etaMin, lastEpoch);
    }

    /** Goes on after this epoch. */
    public Options lastEpoch(int lastEpoch) {
      return new Options(etaMin, lastEpoch);
    }
  }

  private int tMax;
  private double etaMin;

  /** PyTorch's defaults: down to 0. */
  public static Options options() {
    return new Options(0, -1);
  }

  /**
   * A schedule with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if tMax is less than 1
   */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax) {
    this(optimizer, tMax, options());
  }

  /**
   * A schedule with all options.
   *
   * @param tMax the number of epochs from the highest to the lowest learning rate
   * @throws IllegalArgumentException if tMax is less than 1, or a group has no initial learning
   *     rate to go on with
   */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax, Options options) {
    super(optimizer, options.lastEpoch);
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
      return fromTheLowest();
    }
    double change =
        (1 + Math.cos(Math.PI * epoch / tMax)) / (1 + Math.cos(Math.PI * (epoch - 1) / tMax));
    return fromCurrent(lr -> change * (lr - etaMin) + etaMin);
  }

  // At the lowest point the cosine divides by 0.
  private List<Double> fromTheLowest() {
    List<Double> lrs = currentLrs();
    double rise = 1 - Math.cos(Math.PI / tMax);
    var risen = new ArrayList<Double>();
    for (int i = 0; i < lrs.size(); i++) {
      risen.add(lrs.get(i) + (baseLrs().get(i) - etaMin) * rise / 2);
    }
    return risen;
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
    tMax = state.whole("T_max", tMax);
    etaMin = state.real("eta_min", etaMin);
  }
}
