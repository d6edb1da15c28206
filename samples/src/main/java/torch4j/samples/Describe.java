package torch4j.samples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import torch4j.Torch;

/** Prints what torch4j found on this machine. */
@Command(
    name = "describe",
    description =
        "Versions, BLAS, threads, CPU, CUDA and native libraries: what a bug report needs.",
    mixinStandardHelpOptions = true)
final class Describe implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.print(Torch.describe());
    return 0;
  }
}
