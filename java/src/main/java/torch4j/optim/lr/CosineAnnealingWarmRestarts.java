package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.optim.Optimizer;
import torch4j.processor.Withers;

/**
 * A scheduler that sets the learning rates by a cosine annealing schedule with warm restarts. Same
 * as {@code torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}.
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
  // The number of epochs between two warm restarts, and since the last restart.
  private double tI;
  private double tCur;

  /**
   * PyTorch's defaults: a constant number of epochs between warm restarts, and a minimum learning
   * rate of 0.
   */
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
   * @param t0 the number of epochs until the first warm restart
   * @throws IllegalArgumentException if t0 is less than 1, or a parameter group has no initial
   *     learning rate to resume from
   */
  public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0, Options options) {
    super(optimizer, Require.nonNull(options, "options", "options").lastEpoch);
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

  // Sets tCur and tI and applies the learning rates; changes nothing if that throws.
  private void advance(double newTCur, double newTI, int epoch) {
    double oldTCur = tCur;
    double oldTI = tI;
    tCur = newTCur;
    tI = newTI;
    try {
      applyAt(epoch, this::getLr);
    } catch (RuntimeException e) {
      tCur = oldTCur;
      tI = oldTI;
      throw e;
    }
  }

  /**
   * Sets the learning rates of this epoch, which may be fractional, such as {@code step(epoch +
   * batch / batches)} after each batch. Same as {@code step(epoch)}.
   *
   * @throws IllegalArgumentException if the epoch is negative
   */
  public void step(double epoch) {
    if (!(epoch >= 0)) {
      throw new IllegalArgumentException("epoch: got " + epoch + ", expected >= 0");
    }
    int floor = (int) Math.floor(epoch);
    if (epoch < t0) {
      advance(epoch, t0, floor);
    } else if (tMult == 1) {
      advance(epoch % t0, tI, floor);
    } else {
      double cycle = Math.floor(Math.log(epoch / t0 * (tMult - 1) + 1) / Math.log(tMult));
      double power = Math.pow(tMult, cycle);
      advance(epoch - t0 * (power - 1) / (tMult - 1), t0 * power, floor);
    }
  }

  @Override
  protected void save(SchedulerState state) {
    state.put("T_0", t0);
    state.put("T_i", longIfExact(tI));
    state.put("T_mult", tMult);
    state.put("eta_min", etaMin);
    state.put("T_cur", longIfExact(tCur));
    super.save(state);
  }

  private static Object longIfExact(double value) {
    if (value == Math.rint(value)) {
      return (long) value;
    }
    return value;
  }

  @Override
  protected void load(SchedulerState state) {
    super.load(state);
    t0 = state.getInt("T_0", t0);
    tI = state.getDouble("T_i", tI);
    tMult = state.getInt("T_mult", tMult);
    etaMin = state.getDouble("eta_min", etaMin);
    tCur = state.getDouble("T_cur", tCur);
  }
}
