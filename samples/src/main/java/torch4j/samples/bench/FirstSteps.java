package torch4j.samples.bench;

import java.util.List;
import torch4j.samples.ports.Ports;

/**
 * A process of its own, which runs the first steps of a port and prints the milliseconds that they
 * took, and the last loss. What comes before them, the start of the process and the making of the
 * model, is not measured.
 */
final class FirstSteps {
  private static final double NANOS_IN_MILLI = 1e6;

  private FirstSteps() {}

  /** Runs the row that the argument names. */
  public static void main(String[] arguments) {
    Work work = JavaWorker.make(arguments[0]);
    long start = System.nanoTime();
    work.run(Ports.STEPS);
    double millis = (System.nanoTime() - start) / NANOS_IN_MILLI;
    List<Double> losses = work.check();
    System.out.println(millis + " " + losses.get(losses.size() - 1));
  }
}
