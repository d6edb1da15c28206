package torch4j.samples.bench;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Identity;
import torch4j.nn.Sequential;

/** One operator on tiny tensors, over and over, with a scope around every hundred. */
final class OpsWork implements Work {
  private static final long STEPS_PER_SCOPE = 100;

  private final BinaryOperator<Tensor> op;
  private final Tensor a;
  private final Tensor b;
  private double check;

  OpsWork(BinaryOperator<Tensor> op) {
    this.op = op;
    Torch.manualSeed(0);
    a = Torch.rand(8, 8);
    b = Torch.rand(8, 8);
  }

  /** Fifty layers that do nothing: what a layer costs beside its operators. */
  static OpsWork identities() {
    var chain =
        new Sequential(Stream.generate(Identity::new).limit(50).toArray(torch4j.nn.Module[]::new));
    return new OpsWork((x, unused) -> chain.call(x));
  }

  @Override
  public void run(long steps) {
    for (long left = steps; left > 0; left -= STEPS_PER_SCOPE) {
      try (var scope = Torch.scope()) {
        Tensor c = a;
        for (long i = Math.min(left, STEPS_PER_SCOPE); i > 0; i--) {
          c = op.apply(a, b);
        }
        if (left <= STEPS_PER_SCOPE) {
          check = c.sum().itemDouble();
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }
}
