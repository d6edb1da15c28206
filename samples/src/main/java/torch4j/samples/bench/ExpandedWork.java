package torch4j.samples.bench;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** A batch of 4,000 matrices times one matrix that is expanded to all of them. */
final class ExpandedWork implements Work {
  private static final long BATCH = 4000;

  private final Tensor a;
  private final Tensor b;
  private double check;

  ExpandedWork() {
    Torch.manualSeed(0);
    a = Torch.rand(BATCH, 8, 512);
    b = Torch.rand(1, 512, 512).expand(BATCH, 512, 512);
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      try (var scope = Torch.scope()) {
        check = Torch.bmm(a, b).mean().itemDouble();
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }
}
