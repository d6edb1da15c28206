package torch4j.samples.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.AdaptiveAvgPool2d;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.SGD;
import torch4j.samples.SampleException;
import torch4j.training.Precision;
import torch4j.training.Trainer;

/**
 * A process that trains for {@code STEPS} steps and prints by how many MiB its largest resident
 * size has grown: {@code BATCH_SIZE ACCUMULATION PRECISION STEPS}.
 */
final class MemoryProcess {
  private static final int SIDE = 64;
  private static final int CHANNELS = 16;

  private MemoryProcess() {}

  /** Trains. */
  public static void main(String[] arguments) {
    int batchSize = Integer.parseInt(arguments[0]);
    int accumulation = Integer.parseInt(arguments[1]);
    Precision precision = Precision.valueOf(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);

    Torch.manualSeed(0);
    train(1, 1, precision, 1); // loads what training needs
    long before = peakKib();
    train(batchSize, accumulation, precision, steps);
    System.out.println((peakKib() - before) / 1024);
  }

  private static void train(int batchSize, int accumulation, Precision precision, int steps) {
    int samples = batchSize * accumulation * steps;
    Tensor images = Torch.randn(1, 1, SIDE, SIDE).expand(samples, -1, -1, -1);
    Tensor labels = Torch.randint(10, Torch.dims(samples));
    var loader =
        new DataLoader<>(
            new TensorDataset(images, labels), DataLoader.options().batchSize(batchSize));
    var model =
        new Sequential(
            new Conv2d(1, CHANNELS, 3, Conv2d.options().padding(1)),
            new ReLU(),
            new Conv2d(CHANNELS, CHANNELS, 1),
            new ReLU(),
            new Conv2d(CHANNELS, CHANNELS, 1),
            new ReLU(),
            new AdaptiveAvgPool2d(1),
            new Flatten(),
            new Linear(CHANNELS, 10));
    var trainer =
        new Trainer(
            model,
            new CrossEntropyLoss(),
            new SGD(model.parameters(), SGD.options().lr(0.01)),
            Trainer.options().maxEpochs(1).accumulate(accumulation).precision(precision));
    trainer.fit(loader);
  }

  private static long peakKib() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow(() -> new SampleException("/proc/self/status: has no VmHWM"));
    } catch (IOException e) {
      throw new SampleException("/proc/self/status: " + e.getMessage());
    }
  }
}
