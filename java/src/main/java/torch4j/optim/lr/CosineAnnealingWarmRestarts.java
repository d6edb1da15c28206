package torch4j.optim.lr;

import java.util.List;
import java.util.Objects;
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
    super(optimizer, Objects.requireNonNull(options, "options").lastEpoch);
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
    double next = tCur + 1;
    if (next >= tI) {
      advance(next % tI, tI * tMult, lastEpoch() + 1);
    } else {
      advance(next, tI, lastEpoch() + 1);
    }
  }

  // Goes to this place of a cycle of this length, or stays and throws.
  private void advance(double at, double length, int epoch) {
    double before = tCur;
    double lengthBefore = tI;
    tCur = at;
    tI = length;
    try {
      applyAt(epoch, this::getLr);
    } catch (RuntimeException e) {
      tCur = before;
      tI = lengthBefore;
      throw e;
    }
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
    int whole = (int) Math.floor(epoch);
    if (epoch < t0) {
      advance(epoch, t0, whole);
    } else if (tMult == 1) {
      advance(epoch % t0, tI, whole);
    } else {
      double cycle = Math.floor(Math.log(epoch / t0 * (tMult - 1) + 1) / Math.log(tMult));
      double grown = Math.pow(tMult, cycle);
      advance(epoch - t0 * (grown - 1) / (tMult - 1), t0 * grown, whole);
    }
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
