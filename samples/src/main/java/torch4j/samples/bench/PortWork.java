package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import torch4j.samples.ports.Ports;

/** The steps of a port. */
final class PortWork implements Work {
  private static final Set<Long> CHECKS = Set.of(1L, 10L, (long) Ports.STEPS);

  private final DoubleSupplier training;
  private final List<Double> losses = new ArrayList<>();
  private long done;

  PortWork(String name) {
    training = Ports.training(name);
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      double loss = training.getAsDouble();
      done++;
      if (CHECKS.contains(done)) {
        losses.add(loss);
      }
    }
  }

  @Override
  public List<Double> check() {
    return losses;
  }
}
