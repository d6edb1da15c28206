package torch4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Dropout;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Running;

/** Nothing leaks: neither in a training loop over a loader nor in one that forgets its tensors. */
@Tag("alone")
final class MemoryTest {
  /** Trains, closing nothing, and prints how live objects and memory develop. */
  static final class Training {
    private static final int STEPS = 12_000;
    private static final int WARM_UP = 2_000;

    public static void main(String[] arguments) {
      Torch.setNumThreads(1); // the test's time, not its point
      Torch.manualSeed(0);
      var model =
          new Sequential(
              new torch4j.nn.Flatten(),
              new Linear(64, 64),
              new ReLU(),
              new Dropout(0.2),
              new Linear(64, 10));
      var criterion = new CrossEntropyLoss();
      var optimizer = new Adam(model.parameters());
      var loader =
          new DataLoader<>(Digits.load(), DataLoader.options().batchSize(32).shuffle(true));
      long objects = 0;
      long bytes = 0;
      for (int step = 0; step < STEPS; ) {
        for (var batch : loader) {
          optimizer.zeroGrad();
          criterion.call(model.call(batch.data()), batch.target()).backward();
          optimizer.step();
          step++;
          if (step == WARM_UP) {
            collect();
            objects = Pointer.totalCount();
            bytes = Pointer.physicalBytes();
          }
          if (step == STEPS) {
            break;
          }
        }
      }
      collect();
      System.out.println(
          objects + " " + Pointer.totalCount() + " " + bytes + " " + Pointer.physicalBytes());
    }
  }

  // Until everything that can be freed has been.
  private static void collect() {
    for (int i = 0; i < 5; i++) {
      System.gc();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Makes 100,000 tensors of 1 MiB and forgets each; prints the largest resident size. */
  static final class Forgetting {
    private static final int TENSORS = 100_000;

    public static void main(String[] arguments) throws java.io.IOException {
      Torch.setNumThreads(1); // the test's time, not its point
      for (int i = 0; i < TENSORS; i++) {
        Tensor forgotten = Torch.ones(1 << 18);
        if (forgotten.numel() == 0) {
          throw new IllegalStateException();
        }
      }
      for (String line :
          java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          System.out.println(line.replaceAll("\\D", ""));
        }
      }
    }
  }

  private static Running training;
  private static Running forgetting;

  // At once: each measures itself, and runs on one thread.
  @BeforeAll
  static void startBoth() {
    // A heap of one size, all of it resident: what grows then is native memory.
    var heap = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
    training = Programs.startJava(heap, Training.class);
    forgetting = Programs.startJava(List.of(), Forgetting.class);
  }

  @AfterAll
  static void endBoth() {
    training.process().destroyForcibly();
    forgetting.process().destroyForcibly();
  }

  @Test
  void training_12000Steps_keepsObjectsAndMemoryConstant() {
    var outcome = training.await().requireSuccess();
    String[] numbers = outcome.out().trim().split(" ", -1);
    // The first number is counted in a step, which has its batch.
    assertTrue(
        Long.parseLong(numbers[1]) <= Long.parseLong(numbers[0]),
        () -> "live native objects after 2,000 and after 12,000 steps: " + outcome.out());
    double growth = Double.parseDouble(numbers[3]) / Double.parseDouble(numbers[2]);
    assertTrue(growth < 1.02, () -> "memory grew by " + growth + ": " + outcome.out());
  }

  @Test
  void unscopedLoop_100GiBInAll_staysBelow4GiB() {
    var outcome = forgetting.await().requireSuccess();
    long mostKib = Long.parseLong(outcome.out().trim());
    assertTrue(mostKib < 4L << 20, () -> "resident: " + mostKib + " KiB");
  }
}
