package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.SGD;
import torch4j.samples.data.Digits;
import torch4j.training.Trainer;

/** Gradient accumulation: four small batches have the gradient of a large one. */
@Command(
    name = "accumulation",
    description = "Four batches of 8 for a step, against one of 32: the same weights.",
    mixinStandardHelpOptions = true)
public final class Accumulation implements Callable<Integer> {
  private static final int BATCH = 32;
  private static final int ACCUMULATION = 4;
  // Sums in another order.
  private static final double TOLERANCE = 1e-4;

  @Option(names = "--epochs", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final TensorDataset digits = Digits.load();

  @Override
  public Integer call() {
    Sequential large = model();
    trainer(large, 1).fit(loader(BATCH));
    Sequential byHand = model();
    accumulate(byHand);
    Sequential byTrainer = model();
    trainer(byTrainer, ACCUMULATION).fit(loader(BATCH / ACCUMULATION));

    double handDifference = difference(large, byHand);
    double trainerDifference = difference(large, byTrainer);
    System.out.printf("largest difference from batches of %d:%n", BATCH);
    System.out.printf("  by hand    %.1e%n", handDifference);
    System.out.printf("  by trainer %.1e%n", trainerDifference);
    return Math.max(handDifference, trainerDifference) < TOLERANCE ? 0 : 1;
  }

  private Sequential model() {
    Torch.manualSeed(seed);
    return new Sequential(new Flatten(), new Linear(64, 64), new ReLU(), new Linear(64, 10));
  }

  private static SGD optimizer(Sequential model) {
    return new SGD(model.parameters(), SGD.options().lr(0.1));
  }

  // Whole windows only: a last, shorter one would have to be divided by its own length, as the
  // trainer does.
  private DataLoader<Batch> loader(int batchSize) {
    var whole =
        new TensorDataset(
            digits.tensors().get(0).narrow(0, 0, 1792), digits.tensors().get(1).narrow(0, 0, 1792));
    return new DataLoader<>(whole, DataLoader.options().batchSize(batchSize));
  }

  private void accumulate(Sequential model) {
    SGD optimizer = optimizer(model);
    DataLoader<Batch> loader = loader(BATCH / ACCUMULATION);
    model.train();
    optimizer.zeroGrad();
    for (int epoch = 0; epoch < epochs; epoch++) {
      int i = 0;
      for (var batch : loader) {
        Tensor outputs = model.call(batch.data());
        Tensor loss = criterion.call(outputs, batch.target()).div(ACCUMULATION);
        loss.backward();

        i++;
        if (i % ACCUMULATION == 0) {
          optimizer.step();
          optimizer.zeroGrad();
        }
      }
    }
  }

  private Trainer trainer(Sequential model, int accumulation) {
    return new Trainer(
        model,
        criterion,
        optimizer(model),
        Trainer.options().maxEpochs(epochs).accumulate(accumulation));
  }

  private static double difference(Sequential a, Sequential b) {
    double largest = 0;
    for (int i = 0; i < a.parameters().size(); i++) {
      Tensor difference = a.parameters().get(i).sub(b.parameters().get(i)).abs().max();
      largest = Math.max(largest, difference.itemDouble());
    }
    return largest;
  }
}
