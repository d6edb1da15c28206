package torch4j.samples.bench;

import java.nio.file.Path;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.jit.Jit;
import torch4j.nn.Module;
import torch4j.samples.models.ResNet18;

/** ResNet-18 on a fixed batch in inference mode, over and over. */
final class InferenceWork implements Work {
  private static final String SCRIPTED = "TORCH4J_BENCH_SCRIPTED";
  private static final long CLASSES = 1000;
  private static final long SIDE = 224;

  private final Module model;
  private final Tensor x;
  private double sum;

  private InferenceWork(Module model, long batch) {
    this.model = model;
    model.eval();
    Torch.manualSeed(1);
    x = Torch.randn(batch, 3, SIDE, SIDE);
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
            sum = scores.abs().sum().itemDouble();
          }
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(sum);
  }
}
