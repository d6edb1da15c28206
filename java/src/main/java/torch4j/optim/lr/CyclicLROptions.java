package torch4j.optim.lr;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.optim.lr_scheduler.CyclicLR}; {@link CyclicLR#options()} returns the
 * defaults.
 *
 * @param stepSizeUp the number of training iterations in the increasing half of a cycle
 * @param stepSizeDown the number of training iterations in the decreasing half of a cycle; null for
 *     {@code stepSizeUp}
 * @param mode the scaling policy: triangular, triangular2 or exp_range; ignored if there is a
 *     {@code scaleFn}
 * @param gamma the constant of {@link CyclicLR.Mode#EXP_RANGE}: {@code gamma^iterations}
 * @param scaleFn a custom scaling policy, a function to values from 0 to 1; null to follow {@code
 *     mode}
 * @param scaleMode whether {@code scaleFn} is evaluated on the cycle number or on the number of
 *     iterations since the start of training; ignored if {@code scaleFn} is null
 * @param cycleMomentum whether momentum (or beta1) is cycled inversely to the learning rate
 * @param baseMomentum the lower momentum boundaries in the cycle, one for all parameter groups or
 *     one for each
 * @param maxMomentum the upper momentum boundaries in the cycle, one for all parameter groups or
 *     one for each
 * @param lastEpoch the index of the last batch; -1 starts a new schedule from the initial learning
 *     rates
 */
@Withers
public record CyclicLROptions(
    int stepSizeUp,
    Integer stepSizeDown,
    CyclicLR.Mode mode,
    double gamma,
    DoubleUnaryOperator scaleFn,
    CyclicLR.ScaleMode scaleMode,
    boolean cycleMomentum,
    List<Double> baseMomentum,
    List<Double> maxMomentum,
    int lastEpoch)
    implements CyclicLROptionsWithers {
  static final CyclicLROptions DEFAULT =
      new CyclicLROptions(
          2000,
          null,
          CyclicLR.Mode.TRIANGULAR,
          1,
          null,
          CyclicLR.ScaleMode.CYCLE,
          true,
          List.of(0.8),
          List.of(0.9),
          -1);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if stepSizeUp is less than 1, stepSizeDown is negative, or
   *     lastEpoch is less than -1
   */
  public CyclicLROptions {
    Require.nonNull(mode, "mode", "a mode");
    Require.nonNull(scaleMode, "scaleMode", "a scale mode");
    FormulaScheduler.requireAtLeast("stepSizeUp", stepSizeUp, 1);
    if (stepSizeDown != null) {
      FormulaScheduler.requireAtLeast("stepSizeDown", stepSizeDown, 0);
    }
    baseMomentum = List.copyOf(Require.noNulls(baseMomentum, "baseMomentum", "a number"));
    maxMomentum = List.copyOf(Require.noNulls(maxMomentum, "maxMomentum", "a number"));
    FormulaScheduler.requireLastEpoch(lastEpoch);
  }

  /** Returns a copy with one lower momentum boundary for all parameter groups. */
  public CyclicLROptions baseMomentum(double baseMomentum) {
    return baseMomentum(List.of(baseMomentum));
  }

  /** Returns a copy with one upper momentum boundary for all parameter groups. */
  public CyclicLROptions maxMomentum(double maxMomentum) {
    return maxMomentum(List.of(maxMomentum));
  }
}
