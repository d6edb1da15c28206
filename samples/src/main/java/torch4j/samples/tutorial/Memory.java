package torch4j.samples.tutorial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.samples.SampleException;
import torch4j.training.Precision;

/**
 * The most memory that a training run needs, with a large batch, a small one, accumulation and
 * mixed precision. Each trains in a process of its own, since a process that was large stays so.
 */
@Command(
    name = "memory",
    description = "Peak memory by batch size, accumulation and mixed precision.",
    mixinStandardHelpOptions = true)
public final class Memory implements Callable<Integer> {
  @Option(names = "--batch-size", defaultValue = "128", description = "Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(names = "--steps", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Override
  public Integer call() {
    int small = batchSize / 4;
    if (small < 1) {
      throw new SampleException("--batch-size: got " + batchSize + ", expected >= 4");
    }
    System.out.printf("%-34s  %9s%n", "", "peak MiB");
    measure("batches of " + batchSize, batchSize, 1, Precision.FULL);
    measure("batches of " + small, small, 1, Precision.FULL);
    measure("4 batches of " + small + ", accumulated", small, 4, Precision.FULL);
    measure("batches of " + batchSize + " in bfloat16", batchSize, 1, Precision.BF16_MIXED);
    return 0;
  }

  private void measure(String name, int size, int accumulation, Precision precision) {
    System.out.printf("%-34s  %9s%n", name, peakMib(size, accumulation, precision));
  }

  private String peakMib(int size, int accumulation, Precision precision) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            MemoryProcess.class.getName(),
            Integer.toString(size),
            Integer.toString(accumulation),
            precision.name(),
            Integer.toString(steps));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new SampleException("the process that trains: ended with status " + status);
      }
      return out.strip();
    } catch (IOException e) {
      throw new SampleException("the process that trains: cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampleException("interrupted");
    }
  }
}
