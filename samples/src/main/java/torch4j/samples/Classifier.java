package torch4j.samples;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Module;
import torch4j.optim.Optimizer;

/**
 * Trains a classifier and validates it, epoch by epoch: the loop of every introduction to PyTorch.
 */
public final class Classifier {
  private final Module model;
  private final Optimizer<?> optimizer;
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();

  /** The mean loss of the batches, and the share of samples that were classified rightly. */
  public record Result(double loss, double accuracy) {}

  /** A classifier and what trains it. */
  public Classifier(Module model, Optimizer<?> optimizer) {
    this.model = model;
    this.optimizer = optimizer;
  }

  /** Trains for some epochs, prints a line for each, and returns the last validation's result. */
  public Result fit(int epochs, DataLoader<Batch> trainLoader, DataLoader<Batch> valLoader) {
    var val = new Result(Double.NaN, 0);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Result train = trainEpoch(trainLoader);
      val = validate(valLoader);
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f train_acc=%.4f val_loss=%.4f val_acc=%.4f%n",
          epoch, epochs, train.loss, train.accuracy, val.loss, val.accuracy);
    }
    return val;
  }

  /** Trains on each batch once. */
  public Result trainEpoch(DataLoader<Batch> loader) {
    model.train();
    double lossSum = 0;
    long correct = 0;
    for (var batch : loader) {
      Tensor outputs = model.call(batch.data());
      Tensor loss = criterion.call(outputs, batch.target());

      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();

      lossSum += loss.itemFloat();
      correct += countCorrect(outputs, batch.target());
    }
    return new Result(lossSum / loader.size(), (double) correct / loader.dataset().size());
  }

  /** Measures on each batch once. */
  public Result validate(DataLoader<Batch> loader) {
    model.eval();
    double lossSum = 0;
    long correct = 0;
    try (var noGrad = Torch.noGrad()) {
      for (var batch : loader) {
        Tensor outputs = model.call(batch.data());
        lossSum += criterion.call(outputs, batch.target()).itemFloat();
        correct += countCorrect(outputs, batch.target());
      }
    }
    return new Result(lossSum / loader.size(), (double) correct / loader.dataset().size());
  }

  /** How many rows of the outputs are largest at their target. */
  public static long countCorrect(Tensor outputs, Tensor target) {
    return outputs.argmax(1, false).eq(target).sum().itemLong();
  }
}
