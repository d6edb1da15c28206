package torch4j.samples.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.datasets.FashionMNIST;
import torch4j.data.transforms.Compose;
import torch4j.data.transforms.RandomCrop;
import torch4j.data.transforms.RandomHorizontalFlip;
import torch4j.data.transforms.ToDtype;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;

/**
 * An epoch of Fashion-MNIST by hand: images read once, augmented one by one, trained, validated.
 */
final class EpochWork implements Work {
  private static final Path DATA = Path.of("/usr/share/datasets/fashion-mnist");

  private final Sequential model;
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final Adam optimizer;
  private final DataLoader<Batch> trainLoader;
  private final DataLoader<Batch> valLoader;
  private final List<Double> check = new ArrayList<>();

  EpochWork(int numWorkers) {
    Torch.manualSeed(0);
    model = StepWork.smallCnn();
    optimizer = new Adam(model.parameters(), Adam.options().lr(1e-3));
    var scaled = new ToDtype(DType.float32, true);
    var augment =
        new Compose(
            new RandomCrop(28, RandomCrop.options().padding(2)),
            new RandomHorizontalFlip(),
            scaled);
    trainLoader =
        new DataLoader<>(
            new FashionMNIST(DATA, true, augment),
            DataLoader.options().batchSize(64).shuffle(true).numWorkers(numWorkers));
    valLoader =
        new DataLoader<>(
            new FashionMNIST(DATA, false, scaled), DataLoader.options().batchSize(1000));
  }

  @Override
  public void run(long steps) {
    for (long epoch = 0; epoch < steps; epoch++) {
      double loss = train();
      double accuracy = validate();
      if (check.isEmpty()) {
        check.add(loss);
        check.add(accuracy);
      }
    }
  }

  private double train() {
    model.train();
    double sum = 0;
    for (Batch batch : trainLoader) {
      Tensor loss = criterion.call(model.call(batch.data()), batch.target());
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      sum += loss.itemDouble();
    }
    return sum / trainLoader.size();
  }

  private double validate() {
    model.eval();
    long correct = 0;
    try (var noGrad = Torch.noGrad()) {
      for (Batch batch : valLoader) {
        Tensor predicted = model.call(batch.data()).argmax(1);
        correct += predicted.eq(batch.target()).sum().itemLong();
      }
    }
    return (double) correct / valLoader.dataset().size();
  }

  @Override
  public List<Double> check() {
    return check;
  }
}
