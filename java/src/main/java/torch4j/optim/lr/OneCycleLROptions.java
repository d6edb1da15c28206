package torch4j.optim.lr;

import java.util.List;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@code torch.optim.lr_scheduler.OneCycleLR}; {@link OneCycleLR#options()} returns the
 * defaults.
 *
 * @param totalSteps the total number of steps in the cycle; null to infer it from {@code epochs}
 *     and {@code stepsPerEpoch}
 * @param epochs the number of epochs to train for, or null
 * @param stepsPerEpoch the number of steps per epoch, or null
 * @param pctStart the fraction of the cycle spent increasing the learning rate
 * @param annealStrategy the annealing strategy: cosine or linear
 * @param cycleMomentum whether momentum (or beta1) is cycled inversely to the learning rate
 * @param baseMomentum the lower momentum boundaries in the cycle, one for all parameter groups or
 *     one for each
 * @param maxMomentum the upper momentum boundaries in the cycle, one for all parameter groups or
 *     one for each
 * @param divFactor determines the initial learning rate: {@code maxLr / divFactor}
 * @param finalDivFactor determines the minimum learning rate: {@code initialLr / finalDivFactor}
 * @param threePhase whether to use a third phase of the schedule, which anneals the learning rate
 *     from the initial to the minimum one after the second phase has annealed it back to the
 *     initial one; otherwise the second phase anneals it to the minimum
 * @param lastEpoch the index of the last batch; -1 starts a new schedule from the initial learning
 *     rates
 */
@Withers
public record OneCycleLROptions(
    Integer totalSteps,
    Integer epochs,
    Integer stepsPerEpoch,
    double pctStart,
    AnnealStrategy annealStrategy,
    boolean cycleMomentum,
    List<Double> baseMomentum,
    List<Double> maxMomentum,
    double divFactor,
    double finalDivFactor,
    boolean threePhase,
    int lastEpoch)
    implements OneCycleLROptionsWithers {
  static final OneCycleLROptions DEFAULT =
      new OneCycleLROptions(
          null,
          null,
          null,
          0.3,
          AnnealStrategy.COS,
          true,
          List.of(0.85),
          List.of(0.95),
          25,
          1e4,
          false,
          -1);

  /**
   * Checks the values as PyTorch does.
   *
   * @throws IllegalArgumentException if a number of steps or epochs is less than 1, pctStart is not
   *     between 0 and 1, or lastEpoch is less than -1
   */
  public OneCycleLROptions {
    Require.nonNull(annealStrategy, "annealStrategy", "a strategy");
    requirePositive("totalSteps", totalSteps);
    requirePositive("epochs", epochs);
    requirePositive("stepsPerEpoch", stepsPerEpoch);
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException(
          "pctStart: got " + pctStart + ", expected 0 <= pctStart <= 1");
    }
    baseMomentum = List.copyOf(Require.noNulls(baseMomentum, "baseMomentum", "a number"));
    maxMomentum = List.copyOf(Require.noNulls(maxMomentum, "maxMomentum", "a number"));
    FormulaScheduler.requireLastEpoch(lastEpoch);
  }

  private static void requirePositive(String name, Integer value) {
    if (value != null) {
      FormulaScheduler.requireAtLeast(name, value, 1);
    }
  }

  /** Returns a copy with one lower momentum boundary for all parameter groups. */
  public OneCycleLROptions baseMomentum(double baseMomentum) {
    return baseMomentum(List.of(baseMomentum));
  }

  /** Returns a copy with one upper momentum boundary for all parameter groups. */
  public OneCycleLROptions maxMomentum(double maxMomentum) {
    return maxMomentum(List.of(maxMomentum));
  }
}
