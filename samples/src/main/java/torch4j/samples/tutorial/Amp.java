package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.GradScaler;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.Precision;
import torch4j.training.Trainer;

/** Mixed precision: the forward pass under autocast, the loss scaled. */
@Command(
    name = "amp",
    description = "Mixed precision: autocast and a gradient scaler, by hand and by the trainer.",
    mixinStandardHelpOptions = true)
public final class Amp implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final GradScaler scaler = new GradScaler(GradScaler.options().deviceType("cpu"));

  @Override
  public Integer call() {
    double byHand = trainByHand();
    double byTrainer = trainByTrainer();
    System.out.printf("val_acc=%.4f by hand, val_acc=%.4f by the trainer%n", byHand, byTrainer);
    return 0;
  }

  private static Sequential model() {
    return new Sequential(
        new Conv2d(1, 32, 3, Conv2d.options().padding(1)),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(512, 10));
  }

  private double trainByHand() {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(32);
    var model = model();
    var optimizer = new Adam(model.parameters(), Adam.options().lr(5e-3));
    double accuracy = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss = trainEpoch(model, optimizer, loaders.train());
      accuracy = validate(model, loaders.val());
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f scale=%.0f val_acc=%.4f%n",
          epoch, epochs, loss, scaler.getScale(), accuracy);
    }
    return accuracy;
  }

  private double trainEpoch(Sequential model, Adam optimizer, DataLoader<Batch> loader) {
    model.train();
    double lossSum = 0;
    for (var batch : loader) {
      optimizer.zeroGrad();

      Tensor loss;
      try (var autocast = Autocast.cpu(DType.bfloat16)) {
        Tensor outputs = model.call(batch.data());
        loss = criterion.call(outputs, batch.target());
      }

      scaler.scale(loss).backward();
      scaler.step(optimizer);
      scaler.update();
      lossSum += loss.itemFloat();
    }
    return lossSum / loader.size();
  }

  private static double validate(Sequential model, DataLoader<Batch> loader) {
    model.eval();
    long correct = 0;
    try (var noGrad = Torch.noGrad();
        var autocast = Autocast.cpu(DType.bfloat16)) {
      for (var batch : loader) {
        correct += Classifier.countCorrect(model.call(batch.data()), batch.target());
      }
    }
    return (double) correct / loader.dataset().size();
  }

  private double trainByTrainer() {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(32);
    var model = model();
    var trainer =
        new Trainer(
            model,
            criterion,
            new Adam(model.parameters(), Adam.options().lr(5e-3)),
            Trainer.options().maxEpochs(epochs).precision(Precision.BF16_MIXED));
    trainer.fit(loaders.train());
    return validate(model, loaders.val());
  }
}
