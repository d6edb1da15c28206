package torch4j.samples.bench;

import java.util.List;
import torch4j.samples.SampleException;

/**
 * A fresh process for each step, which prints one number; its time is that of the whole process.
 */
final class ProcessSide implements Side {
  private final Language language;
  private final ProcessBuilder program;

  ProcessSide(Language language, ProcessBuilder program) {
    this.language = language;
    this.program = program;
  }

  @Override
  public Block run(Request request) {
    long start = System.nanoTime();
    String printed = "";
    for (long i = 0; i < request.steps(); i++) {
      printed = Output.of(language, program);
    }
    double us = (System.nanoTime() - start) / 1e3 / request.steps();
    return new Block(request.row(), us, List.of(number(printed)));
  }

  private double number(String printed) {
    try {
      return Double.parseDouble(printed.strip());
    } catch (NumberFormatException e) {
      throw new SampleException(language + ": got \"" + printed + "\", expected one number");
    }
  }

  @Override
  public void close() {}
}
