package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/** Cycles momentum (or beta1) inversely to the learning rate, for CyclicLR and OneCycleLR. */
final class MomentumCycle {
  private MomentumCycle() {}

  /**
   * Checks that the optimizer has a momentum to cycle.
   *
   * @throws IllegalArgumentException if the optimizer has neither momentum nor beta1
   */
  static void requireMomentum(Optimizer<?> optimizer) {
    if (!optimizer.paramGroups().get(0).hasMomentum()) {
      throw new IllegalArgumentException(
          "optimizer: got "
              + optimizer.getClass().getSimpleName()
              + ", expected one with momentum or beta1 when cycleMomentum is true");
    }
  }

  static boolean usesBeta1(Optimizer<?> optimizer) {
    return optimizer.paramGroups().get(0).options().usesBeta1();
  }

  /**
   * Starts a cycle: sets the maximum momentum and keeps both boundaries in each parameter group.
   * Does nothing when a schedule is resumed.
   */
  static void begin(
      Optimizer<?> optimizer,
      List<Double> baseMomentums,
      List<Double> maxMomentums,
      int lastEpoch) {
    for (int i = 0; i < baseMomentums.size() && lastEpoch == -1; i++) {
      ParamGroup<?> group = optimizer.paramGroups().get(i);
      group.momentumOrBeta1(maxMomentums.get(i));
      group.scheduled("max_momentum", maxMomentums.get(i));
      group.scheduled("base_momentum", baseMomentums.get(i));
    }
  }

  /** Sets the momentum of each parameter group; does nothing if the list is empty. */
  static void apply(Optimizer<?> optimizer, List<Double> momentums) {
    for (int i = 0; i < momentums.size(); i++) {
      optimizer.paramGroups().get(i).momentumOrBeta1(momentums.get(i));
    }
  }
}
