package torch4j.samples.tutorial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adagrad;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.RMSprop;
import torch4j.optim.SGD;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;

/** Five optimizers train the same network from the same weights on the same batches. */
@Command(
    name = "optimizers",
    description = "SGD, Adam, AdamW, RMSprop and Adagrad compared, from the same weights.",
    mixinStandardHelpOptions = true)
public final class Optimizers implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private static Map<String, Function<List<Tensor>, Optimizer<?>>> optimizers() {
    Map<String, Function<List<Tensor>, Optimizer<?>>> optimizers = new LinkedHashMap<>();
    optimizers.put("SGD", p -> new SGD(p, SGD.options().lr(0.01).momentum(0.9).weightDecay(1e-4)));
    optimizers.put("Adam", p -> new Adam(p, Adam.options().lr(0.001).weightDecay(1e-4)));
    optimizers.put("AdamW", p -> new AdamW(p, AdamW.options().lr(0.001).weightDecay(1e-4)));
    optimizers.put("RMSprop", p -> new RMSprop(p, RMSprop.options().lr(0.01).alpha(0.99)));
    optimizers.put("Adagrad", p -> new Adagrad(p, Adagrad.options().lr(0.01)));
    return optimizers;
  }

  @Override
  public Integer call() {
    System.out.printf("%-8s  %10s  %8s  %7s%n", "", "train_loss", "val_loss", "val_acc");
    optimizers().forEach(this::train);
    return 0;
  }

  private void train(String name, Function<List<Tensor>, Optimizer<?>> optimizer) {
    Torch.manualSeed(seed);
    var loaders = DigitLoaders.of(32);
    var model = new Sequential(new Flatten(), new Linear(64, 64), new ReLU(), new Linear(64, 10));
    var classifier = new Classifier(model, optimizer.apply(model.parameters()));
    for (int epoch = 1; epoch < epochs; epoch++) {
      classifier.trainEpoch(loaders.train());
    }
    var train = classifier.trainEpoch(loaders.train());
    var val = classifier.validate(loaders.val());
    System.out.printf(
        "%-8s  %10.4f  %8.4f  %7.4f%n", name, train.loss(), val.loss(), val.accuracy());
  }
}
