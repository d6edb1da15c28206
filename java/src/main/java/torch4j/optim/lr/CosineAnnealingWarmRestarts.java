package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that anneals the learning rates along a cosine and restarts after each cycle. Same as
 * {@code torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}.
 */
public final class CosineAnnealingWarmRestarts extends FormulaScheduler {
  /**
   * Options of {@code CosineAnnealingWarmRestarts}, with PyTorch's defaults.
   *
   * @param tMult the factor by which the number of epochs between two warm restarts increases
   * @param etaMin the minimum learning rate
   * @param lastEpoch the index of the last epoch; -1 starts a new schedule from the initial
   *     learning rates
   */
  @Withers
  public record Options(int tMult, double etaMin, int lastEpoch)
      implements CosineAnnealingWarmRestartsOptionsWithers {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if tMult is less than 1, or lastEpoch less than -1
     */
    public Options {
      requireAtLeast("tMult", tMult, 1);
      requireLastEpoch(lastEpoch);
    }
  }

  private int t0;
  private int tMult;
  private double etaMin;
  // The cycle's length, and how far it has gone.
  private double tI;
  private double tCur;

  /** PyTorch's defaults: cycles of one length, down to 0. */
  public static Options options() {
    return new Options(1, 0, -1);
  }

  /**
   * A scheduler with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if t0 is less than 1
   */
  public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0) {
    this(optimizer, t0, options());
  }

  /**
   * A scheduler with all options.
   *
   * @param t0 the first cycle's number of epochs
   * @throws IllegalArgumentException if t0 is less than 1, or a parameter group has no initial
   *     learning rate to resume from
   */
  public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0, Options options) {
    super(optimizer, options.lastEpoch);
    this.t0 = requireAtLeast("t0", t0, 1);
    this.tI = t0;
    this.tMult = options.tMult;
    this.etaMin = options.etaMin;
    this.tCur = options.lastEpoch;
    initialStep();
  }

  @Override
  protected List<Double> getLr() {
    double cosine = Math.cos(Math.PI * tCur / tI);
    return fromBase(lr -> etaMin + (lr - etaMin) * (1 + cosine) / 2);
  }

  @Override
  public void step() {
    if (lastEpoch() < 0) {
      step(0);
      return;
    }
    tCur++;
    if (tCur >= tI) {
      tCur %= tI;
      tI *= tMult;
    }
    setLastEpoch(lastEpoch() + 1);
    apply(getLr());
  }

  /**
   * Sets the learning rates of this epoch, which may be a fraction: {@code step(epoch + batch /
   * batches)} after each batch. Same as {@code step(epoch)}.
   *
   * @throws IllegalArgumentException if the epoch is negative
   */
  public void step(double epoch) {
    if (!(epoch >= 0)) {
      throw new IllegalArgumentException("epoch: got " + epoch + ", expected >= 0");
    }
    if (epoch < t0) {
      tI = t0;
      tCur = epoch;
    } else if (tMult == 1) {
      tCur = epoch % t0;
    } else {
      double cycle = Math.floor(Math.log(epoch / t0 * (tMult - 1) + 1) / Math.log(tMult));
      double grown = Math.pow(tMult, cycle);
      tCur = epoch - t0 * (grown - 1) / (tMult - 1);
      tI = t0 * grown;
    }
    setLastEpoch((int) Math.floor(epoch));
    apply(getLr());
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("T_0", t0);
    state.put("T_i", wholeIfPossible(tI));
    state.put("T_mult", tMult);
    state.put("eta_min", etaMin);
    state.put("T_cur", wholeIfPossible(tCur));
    super.save(state);
  }

  private static Object wholeIfPossible(double value) {
    if (value == Math.rint(value)) {
      return (long) value;
    }
    return value;
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    t0 = state.whole("T_0", t0);
    tI = state.real("T_i", tI);
    tMult = state.whole("T_mult", tMult);
    etaMin = state.real("eta_min", etaMin);
    tCur = state.real("T_cur", tCur);
  }
}
