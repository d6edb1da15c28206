package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.models.LstmClassifier;
import torch4j.samples.models.ResNet18;
import torch4j.samples.models.TextClassifier;

/** One training step on a fixed batch, over and over, with a scope around each. */
final class StepWork implements Work {
  /** After this step the check is complete. */
  static final long LAST_CHECK = 50;

  private static final Set<Long> CHECKS = Set.of(1L, 5L, 10L, LAST_CHECK);

  private final Module model;
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final Adam optimizer;
  private final Tensor x;
  private final Tensor y;
  private final List<Double> losses = new ArrayList<>();
  private boolean bfloat16;
  private long done;

  private StepWork(Supplier<Module> makeModel, Supplier<Tensor> makeInput) {
    Torch.manualSeed(0);
    model = makeModel.get();
    x = makeInput.get();
    y = Torch.randint(10, new long[] {x.size(0)});
    optimizer = new Adam(model.parameters(), Adam.options().lr(1e-3));
  }

  static StepWork mlp(long width, long batch) {
    return new StepWork(
        () ->
            new Sequential(
                new Linear(784, width),
                new ReLU(),
                new Linear(width, width),
                new ReLU(),
                new Linear(width, 10)),
        () -> Torch.rand(batch, 784));
  }

  static StepWork cnn() {
    return new StepWork(StepWork::smallCnn, () -> Torch.rand(64, 1, 28, 28));
  }

  /** A network for images of 28x28. */
  static Sequential smallCnn() {
    return new Sequential(
        new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
        new BatchNorm2d(16),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
        new BatchNorm2d(32),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(1568, 10));
  }

  static StepWork resnet18() {
    return new StepWork(() -> new ResNet18(10), () -> Torch.rand(16, 3, 32, 32));
  }

  static StepWork lstm() {
    return new StepWork(() -> new LstmClassifier(64, 128, 10), () -> Torch.rand(32, 32, 64));
  }

  static StepWork transformer() {
    return new StepWork(
        () -> new TextClassifier(1000, 128, 2, 10), () -> Torch.randint(1000, new long[] {16, 64}));
  }

  /** The same with the forward pass under autocast. */
  StepWork inBfloat16() {
    bfloat16 = true;
    return this;
  }

  private Tensor loss() {
    if (!bfloat16) {
      return criterion.call(model.call(x), y);
    }
    try (var autocast = Autocast.cpu(DType.bfloat16)) {
      return criterion.call(model.call(x), y);
    }
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      try (var scope = Torch.scope()) {
        optimizer.zeroGrad();
        Tensor loss = loss();
        loss.backward();
        optimizer.step();
        done++;
        if (done <= LAST_CHECK && CHECKS.contains(done)) {
          losses.add(loss.itemDouble());
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return losses;
  }
}
