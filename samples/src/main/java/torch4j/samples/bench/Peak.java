package torch4j.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import torch4j.samples.SampleException;
import torch4j.samples.ports.Ports;

/**
 * A process of its own, which runs a row's work some times and prints the most memory that it held,
 * in KiB, and the check.
 */
final class Peak {
  private Peak() {}

  /** Runs the row that the argument names. */
  public static void main(String[] arguments) throws IOException {
    Work work = JavaWorker.make(arguments[0]);
    work.run(steps(arguments[0]));
    System.out.println(peakKib() + " " + work.check().get(0));
  }

  // worker.py has the same. Two calls profile a scripted network, the third runs what was made of
  // it.
  private static long steps(String row) {
    return switch (row) {
      case "linear_shapes" -> ShapesWork.SHAPES;
      case "bmm_expanded" -> 2;
      default -> Ports.names().contains(row) ? Ports.STEPS : 5;
    };
  }

  private static String peakKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("\\D", ""))
        .findFirst()
        .orElseThrow(() -> new SampleException("/proc/self/status: has no VmHWM"));
  }
}
