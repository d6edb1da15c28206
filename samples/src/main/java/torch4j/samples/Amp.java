package torch4j.samples;

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
import torch4j.data.Subset;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;

/** The loop in mixed precision: the forward pass under autocast, the loss scaled. */
@Command(
    name = "amp",
    description = "Mixed precision: autocast and a gradient scaler, on the digits.",
    mixinStandardHelpOptions = true)
final class Amp implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final GradScaler scaler = new GradScaler(GradScaler.options().deviceType("cpu"));

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var split = Subset.randomSplit(Digits.load(), 1500, 297);
    var trainLoader =
        new DataLoader<>(split.get(0), DataLoader.options().batchSize(32).shuffle(true));
    var valLoader = new DataLoader<>(split.get(1), DataLoader.options().batchSize(297));
    var model =
        new Sequential(
            new Conv2d(1, 32, 3, Conv2d.options().padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(512, 10));
    var optimizer = new Adam(model.parameters(), Adam.options().lr(5e-3));

    double accuracy = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss = train(model, optimizer, trainLoader);
      accuracy = validate(model, valLoader);
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f scale=%.0f val_acc=%.4f%n",
          epoch, epochs, loss, scaler.getScale(), accuracy);
    }
    System.out.printf("val_acc=%.4f%n", accuracy);
    return 0;
  }

  private double train(Sequential model, Adam optimizer, DataLoader<Batch> loader) {
    model.train();
    double lossSum = 0;
    for (var batch : loader) {
      try (batch;
          var scope = Torch.scope()) {
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
    }
    return lossSum / loader.size();
  }

  private static double validate(Sequential model, DataLoader<Batch> loader) {
    model.eval();
    long correct = 0;
    try (var noGrad = Torch.noGrad();
        var autocast = Autocast.cpu(DType.bfloat16)) {
      for (var batch : loader) {
        try (batch;
            var scope = Torch.scope()) {
          correct += Classifier.countCorrect(model.call(batch.data()), batch.target());
        }
      }
    }
    return (double) correct / loader.dataset().size();
  }
}
