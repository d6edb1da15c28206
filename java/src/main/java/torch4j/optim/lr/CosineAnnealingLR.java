package torch4j.optim.lr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that anneals the learning rates along a cosine. Same as {@code
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
    super(optimizer, Objects.requireNonNull(options, "options").lastEpoch);
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
    double before = 1 + Math.cos(Math.PI * (epoch - 1) / tMax);
    double change = divide(1 + Math.cos(Math.PI * epoch / tMax), before, "a cosine of -1");
    return fromCurrent(lr -> change * (lr - etaMin) + etaMin);
  }

  // At the lowest point the cosine divides by 0.
  private List<Double> fromTheLowest() {
    List<Double> lrs = currentLrs();
    requireForEachGroup(baseLrs());
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
