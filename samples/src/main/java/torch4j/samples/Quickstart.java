package torch4j.samples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.nn.Conv2d;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.DigitLoaders;

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
    var loaders = DigitLoaders.of(32);
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

    var optimizer = new Adam(model.parameters(), Adam.options().lr(2e-3));
    var val = new Classifier(model, optimizer).fit(epochs, loaders.train(), loaders.val());
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }
}
