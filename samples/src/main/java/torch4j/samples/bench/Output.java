package torch4j.samples.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import torch4j.samples.SampleException;

/** What a process prints from its start to its end. */
final class Output {
  private Output() {}

  /**
   * Runs a process to its end.
   *
   * @throws SampleException if it cannot be started, or fails
   */
  static String of(Language language, ProcessBuilder program) {
    try {
      Process process = program.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new SampleException(
            language + ": " + program.command() + " ended with status " + status);
      }
      return text;
    } catch (IOException e) {
      throw new SampleException(
          language + ": " + program.command() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampleException("interrupted");
    }
  }
}
