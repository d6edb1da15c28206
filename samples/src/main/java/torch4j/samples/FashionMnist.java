package torch4j.samples;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.IdxImages;

/** Trains a convolutional network on 60,000 images of clothes. */
@Command(
    name = "fashion-mnist",
    description = "Train and validate a convolutional network on the images of Fashion-MNIST.",
    mixinStandardHelpOptions = true)
final class FashionMnist implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "/usr/share/datasets/fashion-mnist",
      description = "The folder with the four IDX files. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Option(names = "--epochs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch-size", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var train = IdxImages.load(data, "train");
    var test = IdxImages.load(data, "t10k");
    var trainLoader =
        new DataLoader<>(train, DataLoader.options().batchSize(batchSize).shuffle(true));
    var valLoader = new DataLoader<>(test, DataLoader.options().batchSize(1000));

    var model =
        new Sequential(
            new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
            new BatchNorm2d(16),
            new ReLU(),
            new MaxPool2d(2),
            new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
            new BatchNorm2d(32),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(32 * 7 * 7, 10));
    System.out.println(model);

    var optimizer = new Adam(model.parameters());
    var val = new Classifier(model, optimizer).fit(epochs, trainLoader, valLoader);
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }
}
