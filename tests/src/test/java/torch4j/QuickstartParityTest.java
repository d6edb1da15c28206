package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * The first 50 losses of the quickstart's model are Python's: split, weights, dropout, shuffles and
 * Adam together.
 */
final class QuickstartParityTest {
  private static final int STEPS = 50;
  private static final double TOLERANCE = 1e-5;

  /** Prints the losses, one a line. */
  static final class Losses {
    public static void main(String[] arguments) {
      losses().forEach(System.out::println);
    }
  }

  private static List<Double> losses() {
    Torch.manualSeed(0);
    var train = Subset.randomSplit(Digits.load(), 1500, 297).get(0);
    var model =
        new Sequential(
            new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
            new ReLU(),
            new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Dropout(0.2),
            new Linear(512, 10));
    var optimizer = new Adam(model.parameters(), Adam.options().lr(2e-3));
    var criterion = new CrossEntropyLoss();
    var loader = new DataLoader<>(train, DataLoader.options().batchSize(32).shuffle(true));
    List<Double> losses = new ArrayList<>();
    while (losses.size() < STEPS) {
      for (var batch : loader) {
        try (batch;
            var scope = Torch.scope()) {
          optimizer.zeroGrad();
          var loss = criterion.call(model.call(batch.data()), batch.target());
          loss.backward();
          optimizer.step();
          losses.add((double) loss.itemFloat());
        }
        if (losses.size() == STEPS) {
          break;
        }
      }
    }
    return losses;
  }

  @Test
  void losses_equalTheGoldenOnes() {
    double[] expected = Golden.doubles(Golden.read("quickstart_losses").get("losses"));
    List<Double> losses = losses();
    for (int i = 0; i < STEPS; i++) {
      assertEquals(expected[i], losses.get(i), TOLERANCE * expected[i], "loss " + i);
    }
  }

  @Test
  void losses_onPythonsOwnLibTorch_equalPythonBitForBit() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    Path script = Programs.root().resolve("tests/python/golden.py");
    var reference =
        Programs.python(python.get(), script.toString(), "--print", "quickstart_losses")
            .requireSuccess();
    double[] expected = Golden.doubles(Golden.parse(reference.out()).get("losses"));

    var ours =
        Programs.java(
                List.of("-Dtorch4j.libtorch=" + Programs.libTorch(python.get())), Losses.class)
            .requireSuccess();
    double[] losses =
        Arrays.stream(ours.out().trim().split("\n", -1)).mapToDouble(Double::parseDouble).toArray();
    assertArrayEquals(expected, losses);
    assertEquals("", ours.err());
  }
}
