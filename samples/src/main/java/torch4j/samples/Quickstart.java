package torch4j.samples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.nn.Dropout;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.samples.data.Digits;

/** Trains a small network on 1,797 scanned digits, in a few seconds. */
@Command(
    name = "quickstart",
    description = "Train and validate a network on the digits shipped with the samples.",
    mixinStandardHelpOptions = true)
final class Quickstart implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var split = Subset.randomSplit(Digits.load(), 1500, 297);
    var trainLoader =
        new DataLoader(split.get(0), DataLoader.options().batchSize(32).shuffle(true));
    var valLoader = new DataLoader(split.get(1), DataLoader.options().batchSize(297));

    var model =
        new Sequential(new Linear(64, 128), new ReLU(), new Dropout(0.2), new Linear(128, 10));
    System.out.println(model);

    var val = new Classifier(model, trainLoader, valLoader, 1e-3).fit(epochs);
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }
}
