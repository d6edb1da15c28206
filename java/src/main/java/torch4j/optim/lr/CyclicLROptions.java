package torch4j.optim.lr;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What {@code torch.optim.lr_scheduler.CyclicLR} takes; {@link CyclicLR#options()} has its
 * defaults.
 *
 * @param stepSizeUp the number of steps in which the learning rate rises
 * @param stepSizeDown the number of steps in which it falls, or null for as many
 * @param mode how the cycles shrink
 * @param gamma the factor of {@link CyclicLR.Mode#EXP_RANGE}
 * @param scaleFn a function that the cycles shrink by in place of the mode, or null
 * @param scaleMode what that function takes
 * @param cycleMomentum whether the momentum, or beta1, goes against the learning rate
 * @param baseMomentum the lowest momentum, for all groups or for each
 * @param maxMomentum the highest momentum, for all groups or for each
 * @param lastEpoch the step to go on after, or -1 to begin
 */
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
    int lastEpoch) {
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
    FormulaScheduler.requireAtLeast("stepSizeUp", stepSizeUp, 1);
    if (stepSizeDown != null) {
      FormulaScheduler.requireAtLeast("stepSizeDown", stepSizeDown, 0);
    }
    baseMomentum = List.copyOf(baseMomentum);
    maxMomentum = List.copyOf(maxMomentum);
    FormulaScheduler.requireLastEpoch(lastEpoch);
  }

  /** Another number of steps in which the learning rate rises. */
  public CyclicLROptions stepSizeUp(int stepSizeUp) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another number of steps in which the learning rate falls. */
  public CyclicLROptions stepSizeDown(int stepSizeDown) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another way in which the cycles shrink. */
  public CyclicLROptions mode(CyclicLR.Mode mode) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another factor of {@link CyclicLR.Mode#EXP_RANGE}. */
  public CyclicLROptions gamma(double gamma) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** A function that the cycles shrink by; null for the mode's own. */
  public CyclicLROptions scaleFn(DoubleUnaryOperator scaleFn) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another argument of {@code scaleFn}. */
  public CyclicLROptions scaleMode(CyclicLR.ScaleMode scaleMode) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** With or without a cycle of the momentum. */
  public CyclicLROptions cycleMomentum(boolean cycleMomentum) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another lowest momentum, for all groups. */
  public CyclicLROptions baseMomentum(double baseMomentum) {
    return baseMomentum(List.of(baseMomentum));
  }

  /** Another lowest momentum, for each group. */
  public CyclicLROptions baseMomentum(List<Double> baseMomentum) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Another highest momentum, for all groups. */
  public CyclicLROptions maxMomentum(double maxMomentum) {
    return maxMomentum(List.of(maxMomentum));
  }

  /** Another highest momentum, for each group. */
  public CyclicLROptions maxMomentum(List<Double> maxMomentum) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }

  /** Goes on after this step. */
  public CyclicLROptions lastEpoch(int lastEpoch) {
    return new CyclicLROptions(
        stepSizeUp,
        stepSizeDown,
        mode,
        gamma,
        scaleFn,
        scaleMode,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        lastEpoch);
  }
}
