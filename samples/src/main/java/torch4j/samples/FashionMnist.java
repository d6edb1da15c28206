package torch4j.samples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.datasets.FashionMNIST;
import torch4j.data.datasets.InvalidDataException;
import torch4j.data.transforms.Compose;
import torch4j.data.transforms.RandomHorizontalFlip;
import torch4j.data.transforms.ToTensor;
import torch4j.data.transforms.Transform;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;

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

  @Option(names = "--workers", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var augment = new Compose(new RandomHorizontalFlip(), new ToTensor());
    var train = read(true, augment);
    var test = read(false, new ToTensor());
    var trainLoader =
        new DataLoader<>(
            train, DataLoader.options().batchSize(batchSize).shuffle(true).numWorkers(workers));
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

  private FashionMNIST read(boolean train, Transform transform) {
    try {
      return new FashionMNIST(requireData(data), train, transform);
    } catch (InvalidDataException | IllegalArgumentException e) {
      throw new SampleException(e.getMessage());
    }
  }

  /** The folder itself, if it is there. */
  static Path requireData(Path folder) {
    if (!Files.exists(folder)) {
      throw new SampleException(
          folder
              + ": not found; install Debian's package dataset-fashion-mnist, or get the four"
              + " *-ubyte.gz files of Fashion-MNIST and name their folder with --data DIR");
    }
    return folder;
  }
}
