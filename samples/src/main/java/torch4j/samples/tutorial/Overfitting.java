package torch4j.samples.tutorial;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.transforms.RandomCrop;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.functional.Sizes;
import torch4j.optim.AdamW;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.Phase;
import torch4j.training.StepResult;
import torch4j.training.StepTrainer;
import torch4j.training.Trainer;
import torch4j.training.callbacks.EarlyStopping;

/** A large network learns few digits by heart; four remedies, and all of them together. */
@Command(
    name = "overfitting",
    description = "Dropout, augmentation, weight decay and early stopping compared, on 150 digits.",
    mixinStandardHelpOptions = true)
public final class Overfitting implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final RandomCrop shift = new RandomCrop(8, RandomCrop.options().padding(Sizes.of(1)));

  private record Remedies(double dropout, boolean augment, double weightDecay, boolean stop) {}

  @Override
  public Integer call() {
    System.out.printf(
        "%-15s  %6s  %10s  %8s  %7s%n", "", "epochs", "train_loss", "val_loss", "val_acc");
    train("none", new Remedies(0, false, 0, false));
    train("dropout", new Remedies(0.5, false, 0, false));
    train("augmentation", new Remedies(0, true, 0, false));
    train("weight decay", new Remedies(0, false, 1, false));
    train("early stopping", new Remedies(0, false, 0, true));
    train("all", new Remedies(0.5, true, 1, true));
    return 0;
  }

  private void train(String name, Remedies remedies) {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(30, 150);
    var model =
        new Sequential(
            new Flatten(),
            new Linear(64, 256),
            new ReLU(),
            new Dropout(remedies.dropout),
            new Linear(256, 256),
            new ReLU(),
            new Dropout(remedies.dropout),
            new Linear(256, 10));
    var optimizer =
        new AdamW(model.parameters(), AdamW.options().lr(2e-3).weightDecay(remedies.weightDecay));

    var options = Trainer.options().maxEpochs(epochs);
    if (remedies.stop) {
      options =
          options.callbacks(
              new EarlyStopping("val_loss", EarlyStopping.options().patience(epochs / 4)));
    }
    var trainer =
        new StepTrainer<Batch>(
            model,
            (batch, context) -> {
              boolean augment = remedies.augment && context.phase() == Phase.TRAIN;
              Tensor images = augment ? shift.apply(batch.data()) : batch.data();
              return StepResult.of(criterion.call(model.call(images), batch.target()));
            },
            List.of(optimizer),
            options);
    int trained = trainer.fit(loaders.train(), loaders.val()).epochs().size();

    var classifier = new Classifier(model, optimizer);
    var val = classifier.validate(loaders.val());
    System.out.printf(
        "%-15s  %6d  %10.4f  %8.4f  %7.4f%n",
        name, trained, classifier.validate(loaders.train()).loss(), val.loss(), val.accuracy());
  }
}
