package torch4j.samples.bench;

import java.util.List;
import torch4j.samples.SampleException;

/** A fresh process that prints the most memory it held, in KiB, and a number to compare. */
final class PeakSide {
  private static final double KIB_IN_MIB = 1024;

  private PeakSide() {}

  /**
   * Runs the process to its end.
   *
   * @return the peak in MiB in the place of the time
   * @throws SampleException if it fails, or prints something else
   */
  static Block run(Language language, ProcessBuilder program) {
    String printed = Output.of(language, program);
    String[] numbers = printed.strip().split(" ", -1);
    try {
      double peak = Double.parseDouble(numbers[0]) / KIB_IN_MIB;
      return new Block("", peak, List.of(Double.parseDouble(numbers[1])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new SampleException(language + ": got \"" + printed + "\", expected two numbers");
    }
  }
}
