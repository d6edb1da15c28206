package torch4j.samples.tutorial;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.data.TensorDataset;
import torch4j.nn.Conv2d;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.optim.Params;
import torch4j.optim.SGD;
import torch4j.samples.Classifier;
import torch4j.samples.data.Digits;

/**
 * Fine-tuning: a network that has learned the digits 0 to 4 learns 5 to 9. What it has learned is
 * changed slowly, its new head fast.
 */
@Command(
    name = "param-groups",
    description = "Fine-tuning with two learning rates: 1e-3 for pretrained layers, 1e-2 for new.",
    mixinStandardHelpOptions = true)
public final class ParamGroups implements Callable<Integer> {
  private static final long CLASSES = 5;

  @Option(names = "--epochs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private static final class Net extends Module {
    private final Sequential features =
        new Sequential(
            new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten());
    private final Linear classifier = new Linear(256, CLASSES);

    @Override
    public Tensor forward(Tensor x) {
      return classifier.call(features.call(x));
    }
  }

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    var pretrained = new Net();
    System.out.println("Pretraining on 0 to 4");
    var few = Subset.randomSplit(digits(0), 0.8, 0.2);
    new Classifier(pretrained, new Adam(pretrained.parameters()))
        .fit(epochs, loader(few.get(0)), loader(few.get(1)));

    var model = new Net(); // with a new head
    model.features.loadStateDict(pretrained.features.stateDict());
    var optimizer =
        new SGD(
            SGD.options().lr(0.001).momentum(0.9),
            Params.of(model.features.parameters(), o -> o.lr(0.001)),
            Params.of(model.classifier.parameters(), o -> o.lr(0.01)));
    System.out.println("Fine-tuning on 5 to 9");
    optimizer
        .paramGroups()
        .forEach(
            group ->
                System.out.printf(
                    "  %d tensors, lr=%s%n", group.params().size(), group.options().lr()));
    var others = Subset.randomSplit(digits(CLASSES), 0.8, 0.2);
    var val =
        new Classifier(model, optimizer).fit(epochs, loader(others.get(0)), loader(others.get(1)));
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }

  // The digits of five classes from this one on, numbered from 0.
  private static TensorDataset digits(long first) {
    Tensor labels = Digits.labels();
    Tensor chosen = labels.ge(first).logicalAnd(labels.lt(first + CLASSES));
    return new TensorDataset(Digits.images().get(chosen), labels.get(chosen).sub(first));
  }

  private static DataLoader<Batch> loader(Subset<Batch> digits) {
    return new DataLoader<>(digits, DataLoader.options().batchSize(32).shuffle(true));
  }
}
