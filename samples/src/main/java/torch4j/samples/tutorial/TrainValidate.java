package torch4j.samples.tutorial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.History;
import torch4j.training.Trainer;
import torch4j.training.metrics.Accuracy;
import torch4j.training.metrics.Average;
import torch4j.training.metrics.ClassificationOptions;

/** Training with a validation after each epoch, by hand and by the trainer: the same numbers. */
@Command(
    name = "train-validate",
    description = "Losses and accuracies of training and validation, by hand and by the trainer.",
    mixinStandardHelpOptions = true)
public final class TrainValidate implements Callable<Integer> {
  private static final double TOLERANCE = 1e-6;

  @Option(names = "--epochs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();

  /** What the loop by hand notes after each epoch. */
  private record Epoch(double trainLoss, double trainAcc, double valLoss, double valAcc) {
    boolean isNear(Epoch other) {
      return Math.abs(trainLoss - other.trainLoss) < TOLERANCE
          && Math.abs(trainAcc - other.trainAcc) < TOLERANCE
          && Math.abs(valLoss - other.valLoss) < TOLERANCE
          && Math.abs(valAcc - other.valAcc) < TOLERANCE;
    }
  }

  @Override
  public Integer call() {
    List<Epoch> byHand = trainByHand();
    List<Epoch> byTrainer = trainByTrainer();
    boolean same = true;
    for (int i = 0; i < epochs; i++) {
      System.out.printf("Epoch [%d/%d]%n", i + 1, epochs);
      print("by hand", byHand.get(i));
      print("trainer", byTrainer.get(i));
      same &= byHand.get(i).isNear(byTrainer.get(i));
    }
    System.out.println("the same numbers: " + (same ? "yes" : "NO"));
    return same ? 0 : 1;
  }

  private static void print(String name, Epoch epoch) {
    System.out.printf(
        "  %s: train_loss=%.4f train_acc=%.4f val_loss=%.4f val_acc=%.4f%n",
        name, epoch.trainLoss, epoch.trainAcc, epoch.valLoss, epoch.valAcc);
  }

  private static Sequential model() {
    return new Sequential(new Flatten(), new Linear(64, 64), new ReLU(), new Linear(64, 10));
  }

  private List<Epoch> trainByHand() {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(30);
    var model = model();
    var optimizer = new Adam(model.parameters());
    long trainSize = loaders.train().dataset().size();
    long valSize = loaders.val().dataset().size();

    List<Epoch> history = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      model.train();
      double trainLoss = 0;
      long trainCorrect = 0;
      for (var batch : loaders.train()) {
        Tensor outputs = model.call(batch.data());
        Tensor loss = criterion.call(outputs, batch.target());

        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();

        trainLoss += loss.itemDouble() * batch.target().size(0);
        trainCorrect += Classifier.countCorrect(outputs, batch.target());
      }

      model.eval();
      double valLoss = 0;
      long valCorrect = 0;
      try (var noGrad = Torch.noGrad()) {
        for (var batch : loaders.val()) {
          Tensor outputs = model.call(batch.data());
          Tensor loss = criterion.call(outputs, batch.target());
          valLoss += loss.itemDouble() * batch.target().size(0);
          valCorrect += Classifier.countCorrect(outputs, batch.target());
        }
      }

      history.add(
          new Epoch(
              trainLoss / trainSize,
              (double) trainCorrect / trainSize,
              valLoss / valSize,
              (double) valCorrect / valSize));
    }
    return history;
  }

  private List<Epoch> trainByTrainer() {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(30);
    var model = model();
    var trainer =
        new Trainer(
            model,
            criterion,
            new Adam(model.parameters()),
            Trainer.options()
                .maxEpochs(epochs)
                .metrics(
                    new Accuracy(ClassificationOptions.multiclass(10).average(Average.MICRO))));

    History history = trainer.fit(loaders.train(), loaders.val());
    List<Epoch> noted = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      noted.add(
          new Epoch(
              history.get("train_loss").get(epoch),
              history.get("train_accuracy").get(epoch),
              history.get("val_loss").get(epoch),
              history.get("val_accuracy").get(epoch)));
    }
    return noted;
  }
}
