package torch4j.samples.bench;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Linear;

/** A linear layer, forward and backward, on batches of ever another size: text of any length. */
final class ShapesWork implements Work {
  /** How many sizes there are; then they begin anew. */
  static final int SHAPES = 600;

  private static final long WIDTH = 256;
  private static final int STRIDE = 7; // shares no divisor with SHAPES + 1

  private final Linear layer;
  private final Tensor x;
  private int next;
  private double check;

  ShapesWork() {
    Torch.manualSeed(0);
    layer = new Linear(WIDTH, WIDTH);
    x = Torch.rand(SHAPES, WIDTH);
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      next = (next + STRIDE) % (SHAPES + 1);
      try (var scope = Torch.scope()) {
        Tensor loss = layer.call(x.narrow(0, 0, Math.max(next, 1))).square().mean();
        layer.zeroGrad();
        loss.backward();
        check = loss.itemDouble();
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }
}
