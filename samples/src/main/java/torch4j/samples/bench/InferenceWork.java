package torch4j.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.Torch;
import torch4j.jit.Jit;
import torch4j.nn.Module;
import torch4j.samples.SampleException;
import torch4j.samples.models.ResNet18;

/** ResNet-18 on a fixed batch in inference mode, over and over. */
final class InferenceWork implements Work {
  private static final String SCRIPTED = "TORCH4J_BENCH_SCRIPTED";
  private static final long CLASSES = 1000;
  private static final long SIDE = 224;
  // Two calls profile a scripted network, the third one runs what has been made of it.
  private static final int PEAK_STEPS = 5;

  private final Module model;
  private final Tensor x;
  private double sum;

  private InferenceWork(Module model, long batch) {
    this.model = model;
    model.eval();
    Torch.manualSeed(1);
    x = torch.randn(batch, 3, SIDE, SIDE);
  }

  /** The work of a row: {@code scripted_16}, {@code eager_1}. */
  static InferenceWork of(String row) {
    String[] parts = row.split("_", -1);
    return new InferenceWork(
        parts[0].equals("scripted") ? scripted() : eager(), Long.parseLong(parts[1]));
  }

  private static Module scripted() {
    return Jit.load(Path.of(System.getenv(SCRIPTED)));
  }

  private static Module eager() {
    Torch.manualSeed(0);
    return new ResNet18(CLASSES);
  }

  @Override
  public void run(long steps) {
    try (var inference = Torch.inferenceMode()) {
      for (long i = 0; i < steps; i++) {
        try (var scope = Torch.scope()) {
          Tensor scores = model.call(x);
          if (i == steps - 1) {
            sum = scores.abs().sum().item_double();
          }
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(sum);
  }

  /** A process of its own: runs the row's work some times, and prints its peak and its check. */
  static final class Peak {
    private Peak() {}

    /** Prints the most memory that this process held, in KiB, and the check. */
    public static void main(String[] arguments) throws IOException {
      InferenceWork work = of(arguments[0]);
      work.run(PEAK_STEPS);
      System.out.println(peakKib() + " " + work.sum);
    }

    private static String peakKib() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .orElseThrow(() -> new SampleException("/proc/self/status: has no VmHWM"));
    }
  }
}
