package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.SGD;
import torch4j.optim.lr.LambdaLR;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.Schedule;
import torch4j.training.Trainer;

/** Learning rate warm-up: from 0 to the whole rate in five epochs. */
@Command(
    name = "warmup",
    description = "Learning rate warm-up with LambdaLR, per epoch by hand and per step by Trainer.",
    mixinStandardHelpOptions = true)
public final class Warmup implements Callable<Integer> {
  private static final int WARMUP = 5;

  @Option(names = "--epochs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private DigitLoaders loaders;
  private Sequential model;
  private SGD optimizer;

  @Override
  public Integer call() {
    trainByHand();
    double accuracy = trainByTrainer();
    System.out.printf("val_acc=%.4f by the trainer, which warms up step by step%n", accuracy);
    return 0;
  }

  private void begin() {
    Torch.manualSeed(seed);
    loaders = DigitLoaders.of(30);
    model = new Sequential(new Flatten(), new Linear(64, 64), new ReLU(), new Linear(64, 10));
    optimizer = new SGD(model.parameters(), SGD.options().lr(0.1).momentum(0.9));
  }

  private void trainByHand() {
    begin();
    var classifier = new Classifier(model, optimizer);
    // 1.0 * makes it a fraction: 3 / 5 is 0 in Java.
    var scheduler = new LambdaLR(optimizer, epoch -> epoch < WARMUP ? 1.0 * epoch / WARMUP : 1.0);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double lr = scheduler.getLastLr().get(0);
      double loss = classifier.trainEpoch(loaders.train()).loss();
      scheduler.step();
      System.out.printf("Epoch [%d/%d] lr=%.3f train_loss=%.4f%n", epoch, epochs, lr, loss);
    }
  }

  private double trainByTrainer() {
    begin();
    double steps = WARMUP * loaders.train().size();
    var scheduler = new LambdaLR(optimizer, step -> Math.min(1, (step + 1) / steps));
    var trainer =
        new Trainer(
            model,
            new CrossEntropyLoss(),
            optimizer,
            Trainer.options().maxEpochs(epochs).schedules(Schedule.perStep(scheduler)));
    trainer.fit(loaders.train());
    return new Classifier(model, optimizer).validate(loaders.val()).accuracy();
  }
}
