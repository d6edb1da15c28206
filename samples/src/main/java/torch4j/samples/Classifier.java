package torch4j.samples;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Module;
import torch4j.optim.Adam;

/**
 * Trains a classifier and validates it, epoch by epoch: the loop of every introduction to PyTorch.
 */
final class Classifier {
  private final Module model;
  private final DataLoader<Batch> trainLoader;
  private final DataLoader<Batch> valLoader;
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final Adam optimizer;

  /** The mean loss of the batches, and the share of samples that were classified rightly. */
  record Result(double loss, double accuracy) {}

  Classifier(Module model, DataLoader<Batch> trainLoader, DataLoader<Batch> valLoader, double lr) {
    this.model = model;
    this.trainLoader = trainLoader;
    this.valLoader = valLoader;
    optimizer = new Adam(model.parameters(), Adam.options().lr(lr));
  }

  /** Trains for some epochs, prints a line for each, and returns the last validation's result. */
  Result fit(int epochs) {
    var val = new Result(Double.NaN, 0);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Result train = trainEpoch();
      val = validate();
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f train_acc=%.4f val_loss=%.4f val_acc=%.4f%n",
          epoch, epochs, train.loss, train.accuracy, val.loss, val.accuracy);
    }
    return val;
  }

  private Result trainEpoch() {
    model.train();
    double lossSum = 0;
    long correct = 0;
    for (var batch : trainLoader) {
      try (batch;
          var scope = Torch.scope()) {
        Tensor outputs = model.call(batch.data());
        Tensor loss = criterion.call(outputs, batch.target());

        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();

        lossSum += loss.itemFloat();
        correct += countCorrect(outputs, batch.target());
      }
    }
    return new Result(
        lossSum / trainLoader.size(), (double) correct / trainLoader.dataset().size());
  }

  private Result validate() {
    model.eval();
    double lossSum = 0;
    long correct = 0;
    try (var noGrad = Torch.noGrad()) {
      for (var batch : valLoader) {
        try (batch;
            var scope = Torch.scope()) {
          Tensor outputs = model.call(batch.data());
          lossSum += criterion.call(outputs, batch.target()).itemFloat();
          correct += countCorrect(outputs, batch.target());
        }
      }
    }
    return new Result(lossSum / valLoader.size(), (double) correct / valLoader.dataset().size());
  }

  /** How many rows of the outputs are largest at their target. */
  static long countCorrect(Tensor outputs, Tensor target) {
    return outputs.argmax(1, false).eq(target).sum().itemLong();
  }
}
