package torch4j.amp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.optim.StepOptions;
import torch4j.testing.Programs;

/** Training in mixed precision leaks nothing. */
@Tag("alone")
final class AmpMemoryTest {
  /**
   * Trains with every variant of a scaled step, and prints the number of live native objects early
   * and late.
   */
  static final class Training {
    private static final int STEPS = 6_000;
    private static final int WARM_UP = 600;

    public static void main(String[] arguments) throws InterruptedException {
      Torch.setNumThreads(1); // the test's time, not its point
      Torch.manualSeed(0);
      var model = new Sequential(new Linear(16, 32), new ReLU(), new Linear(32, 10));
      var optimizer = new AdamW(model.parameters());
      var scaler =
          new GradScaler(
              GradScaler.options().deviceType("cpu").growthInterval(3)); // as it backs off
      var criterion = new CrossEntropyLoss();
      Tensor x = Torch.randn(8, 16);
      Tensor y = Torch.randint(10, new long[] {8});
      long early = 0;
      for (int step = 0; step < STEPS; step++) {
        try (var scope = Torch.scope()) {
          optimizer.zeroGrad();
          Tensor loss;
          try (var autocast = Autocast.cpu()) {
            loss = criterion.call(model.call(x), y);
          }
          scaler.scale(loss).backward();
          step(step, model, optimizer, scaler);
          scaler.update();
        }
        if (step == WARM_UP) {
          early = liveObjects();
        }
      }
      System.out.println(early + " " + liveObjects());
    }

    private static void step(int step, Sequential model, AdamW optimizer, GradScaler scaler) {
      switch (step % 4) {
        case 0 -> scaler.step(optimizer);
        case 1 -> scaler.step(optimizer, StepOptions.defaults().maxNorm(1));
        case 2 -> {
          scaler.unscale_(optimizer);
          ClipGrad.clipGradNorm_(model.parameters(), 1);
          scaler.step(optimizer);
        }
        default -> {
          model.parameters().get(0).grad().fill_(Double.NaN);
          scaler.step(optimizer);
        }
      }
    }

    private static long liveObjects() throws InterruptedException {
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(100);
      }
      return Pointer.totalCount();
    }
  }

  @Test
  void scaledTraining_6000Steps_keepsTheNumberOfObjectsConstant() {
    String[] counts =
        Programs.java(List.of(), Training.class).requireSuccess().out().trim().split(" ", -1);
    assertEquals(counts[0], counts[1], "live native objects after 600 and after 6,000 steps");
  }
}
