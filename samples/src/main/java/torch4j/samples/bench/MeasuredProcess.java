package torch4j.samples.bench;

import java.util.List;
import torch4j.samples.SampleException;

/** A fresh process that measures itself: it prints the measurement, and a number to compare. */
final class MeasuredProcess {
  private MeasuredProcess() {}

  /**
   * Runs the process to its end.
   *
   * @param unit what the measurement is divided by
   * @return the measurement in the place of the time
   * @throws SampleException if it fails, or prints something else
   */
  static Block run(Language language, ProcessBuilder program, double unit) {
    String printed = Output.of(language, program);
    String[] numbers = printed.strip().split(" ", -1);
    try {
      double measured = Double.parseDouble(numbers[0]) / unit;
      return new Block("", measured, List.of(Double.parseDouble(numbers[1])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new SampleException(language + ": got \"" + printed + "\", expected two numbers");
    }
  }
}
