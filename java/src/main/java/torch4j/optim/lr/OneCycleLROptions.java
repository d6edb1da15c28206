package torch4j.optim.lr;

import java.util.List;

/**
 * What {@code torch.optim.lr_scheduler.OneCycleLR} takes; {@link OneCycleLR#options()} has its
 * defaults.
 *
 * @param totalSteps the number of steps, or null if epochs and stepsPerEpoch tell
 * @param epochs the number of epochs, or null
 * @param stepsPerEpoch the number of steps in each, or null
 * @param pctStart the part of the steps in which the learning rate rises
 * @param annealStrategy along a cosine or in a straight line
 * @param cycleMomentum whether the momentum, or beta1, goes against the learning rate
 * @param baseMomentum the lowest momentum, for all groups or for each
 * @param maxMomentum the highest momentum, for all groups or for each
 * @param divFactor what the highest learning rate is divided by for the first
 * @param finalDivFactor what the first learning rate is divided by for the last
 * @param threePhase whether the learning rate falls to the first before it falls to the last
 * @param lastEpoch the step to go on after, or -1 to begin
 */
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
    int lastEpoch) {
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
    requirePositive("totalSteps", totalSteps);
    requirePositive("epochs", epochs);
    requirePositive("stepsPerEpoch", stepsPerEpoch);
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException(
          "pctStart: got " + pctStart + ", expected 0 <= pctStart <= 1");
    }
    baseMomentum = List.copyOf(baseMomentum);
    maxMomentum = List.copyOf(maxMomentum);
    FormulaScheduler.requireLastEpoch(lastEpoch);
  }

  private static void requirePositive(String name, Integer value) {
    if (value != null) {
      FormulaScheduler.requireAtLeast(name, value, 1);
    }
  }

  /** Another number of steps. */
  public OneCycleLROptions totalSteps(int totalSteps) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another number of epochs, which stepsPerEpoch goes with. */
  public OneCycleLROptions epochs(int epochs) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another number of steps in an epoch, which epochs goes with. */
  public OneCycleLROptions stepsPerEpoch(int stepsPerEpoch) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another part of the steps in which the learning rate rises. */
  public OneCycleLROptions pctStart(double pctStart) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Along a cosine or in a straight line. */
  public OneCycleLROptions annealStrategy(AnnealStrategy annealStrategy) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** With or without a cycle of the momentum. */
  public OneCycleLROptions cycleMomentum(boolean cycleMomentum) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another lowest momentum, for all groups. */
  public OneCycleLROptions baseMomentum(double baseMomentum) {
    return baseMomentum(List.of(baseMomentum));
  }

  /** Another lowest momentum, for each group. */
  public OneCycleLROptions baseMomentum(List<Double> baseMomentum) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another highest momentum, for all groups. */
  public OneCycleLROptions maxMomentum(double maxMomentum) {
    return maxMomentum(List.of(maxMomentum));
  }

  /** Another highest momentum, for each group. */
  public OneCycleLROptions maxMomentum(List<Double> maxMomentum) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another divisor for the first learning rate. */
  public OneCycleLROptions divFactor(double divFactor) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Another divisor for the last learning rate. */
  public OneCycleLROptions finalDivFactor(double finalDivFactor) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** In three phases or in two. */
  public OneCycleLROptions threePhase(boolean threePhase) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }

  /** Goes on after this step. */
  public OneCycleLROptions lastEpoch(int lastEpoch) {
    return new OneCycleLROptions(
        totalSteps,
        epochs,
        stepsPerEpoch,
        pctStart,
        annealStrategy,
        cycleMomentum,
        baseMomentum,
        maxMomentum,
        divFactor,
        finalDivFactor,
        threePhase,
        lastEpoch);
  }
}
