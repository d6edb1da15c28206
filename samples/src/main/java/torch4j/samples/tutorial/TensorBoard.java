package torch4j.samples.tutorial;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.optim.lr.StepLR;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.samples.data.Digits;
import torch4j.tensorboard.SummaryWriter;

/** Watching a run in TensorBoard: losses, accuracies, learning rate, weights and images. */
@Command(
    name = "tensorboard",
    description = "Writes a run's losses, accuracies, learning rate, weights and images.",
    mixinStandardHelpOptions = true)
public final class TensorBoard implements Callable<Integer> {
  private static final int IMAGES = 16;

  @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      defaultValue = "runs/tensorboard",
      description = "Where the event files go. Default: ${DEFAULT-VALUE}.")
  private Path logDir;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(32);
    var hidden = new Linear(64, 64);
    var model = new Sequential(new Flatten(), hidden, new ReLU(), new Linear(64, 10));
    var optimizer = new Adam(model.parameters(), Adam.options().lr(5e-3));
    var scheduler = new StepLR(optimizer, 10, StepLR.options().gamma(0.1));
    var classifier = new Classifier(model, optimizer);

    try (var writer = new SummaryWriter(logDir)) {
      writer.addImages("digits", Digits.images().narrow(0, 0, IMAGES), 0);
      for (int epoch = 0; epoch < epochs; epoch++) {
        double lr = optimizer.paramGroups().get(0).options().lr();
        var train = classifier.trainEpoch(loaders.train());
        var val = classifier.validate(loaders.val());
        writer.addScalar("Loss/Train", train.loss(), epoch);
        writer.addScalar("Loss/Val", val.loss(), epoch);
        writer.addScalar("Accuracy/Train", train.accuracy(), epoch);
        writer.addScalar("Accuracy/Val", val.accuracy(), epoch);
        writer.addScalar("Learning_Rate", lr, epoch);
        writer.addHistogram("hidden.weight", hidden.weight(), epoch);
        scheduler.step();
      }
    }
    System.out.printf(
        "%d epochs written; look at them by: tensorboard --logdir %s%n", epochs, logDir);
    return 0;
  }
}
