package torch4j.samples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.nn.Conv2d;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.samples.data.Digits;

/** Trains a small network on 1,797 scanned digits, in a few seconds. */
@Command(
    name = "quickstart",
    description = "Train and validate a network on the digits shipped with the samples.",
    mixinStandardHelpOptions = true)
final class Quickstart implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var split = Subset.randomSplit(Digits.load(), 1500, 297);
    var trainLoader =
        new DataLoader<>(split.get(0), DataLoader.options().batchSize(32).shuffle(true));
    var valLoader = new DataLoader<>(split.get(1), DataLoader.options().batchSize(297));

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
    System.out.println(model);

    var val = new Classifier(model, trainLoader, valLoader, 2e-3).fit(epochs);
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }
}
