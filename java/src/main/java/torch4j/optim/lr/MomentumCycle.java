package torch4j.optim.lr;

import java.util.List;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;

/** What the schedules share that let the momentum, or beta1, go against the learning rate. */
final class MomentumCycle {
  private MomentumCycle() {}

  /**
   * Checks that there is a momentum to cycle.
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

  /** Gives the groups the highest momentum, and both bounds to keep; nothing when going on. */
  static void begin(
      Optimizer<?> optimizer, List<Double> lowest, List<Double> highest, int lastEpoch) {
    for (int i = 0; i < lowest.size() && lastEpoch == -1; i++) {
      ParamGroup<?> group = optimizer.paramGroups().get(i);
      group.momentumOrBeta1(highest.get(i));
      group.scheduled("max_momentum", highest.get(i));
      group.scheduled("base_momentum", lowest.get(i));
    }
  }

  /** Gives each group its momentum, or none if there are none. */
  static void apply(Optimizer<?> optimizer, List<Double> momenta) {
    for (int i = 0; i < momenta.size(); i++) {
      optimizer.paramGroups().get(i).momentumOrBeta1(momenta.get(i));
    }
  }
}
