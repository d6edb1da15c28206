package torch4j.samples.tutorial;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.Classifier;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.Trainer;
import torch4j.training.callbacks.EarlyStopping;

/** Early stopping, written by hand and as the trainer's callback: both stop in the same epoch. */
@Command(
    name = "early-stopping",
    description = "Stops when the validation loss no longer falls, by hand and by the callback.",
    mixinStandardHelpOptions = true)
public final class Stopping implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--patience", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private DigitLoaders loaders;
  private Sequential model;
  private Adam optimizer;

  /** What {@link EarlyStopping} does at its simplest. */
  private static final class ByHand {
    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private int counter;
    private Map<String, Tensor> bestWeights;

    ByHand(int patience) {
      this.patience = patience;
    }

    boolean shouldStop(double valLoss, Module model) {
      if (valLoss < best) {
        best = valLoss;
        counter = 0;
        bestWeights = copy(model.stateDict());
        return false;
      }
      counter++;
      if (counter < patience) {
        return false;
      }
      model.loadStateDict(bestWeights);
      return true;
    }

    // Deep: the tensors of a state dict are the model's own, and training goes on.
    private static Map<String, Tensor> copy(Map<String, Tensor> weights) {
      return weights.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().clone()));
    }
  }

  @Override
  public Integer call() {
    int byHand = trainByHand();
    double byHandLoss = new Classifier(model, optimizer).validate(loaders.val()).loss();
    int byCallback = trainByCallback();
    double byCallbackLoss = new Classifier(model, optimizer).validate(loaders.val()).loss();
    System.out.printf("by hand:  stopped after %d epochs, val_loss=%.4f%n", byHand, byHandLoss);
    System.out.printf(
        "callback: stopped after %d epochs, val_loss=%.4f%n", byCallback, byCallbackLoss);
    return byHand == byCallback && byHandLoss == byCallbackLoss ? 0 : 1;
  }

  private void begin() {
    Torch.manualSeed(seed);
    loaders = DigitLoaders.of(20, 200);
    model = new Sequential(new Flatten(), new Linear(64, 128), new ReLU(), new Linear(128, 10));
    optimizer = new Adam(model.parameters(), Adam.options().lr(5e-3));
  }

  private int trainByHand() {
    begin();
    var classifier = new Classifier(model, optimizer);
    var stopping = new ByHand(patience);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      classifier.trainEpoch(loaders.train());
      double valLoss = classifier.validate(loaders.val()).loss();
      System.out.printf("Epoch [%d/%d] val_loss=%.4f%n", epoch, epochs, valLoss);
      if (stopping.shouldStop(valLoss, model)) {
        return epoch;
      }
    }
    return epochs;
  }

  private int trainByCallback() {
    begin();
    var stopping = new EarlyStopping("val_loss", EarlyStopping.options().patience(patience));
    var trainer =
        new Trainer(
            model,
            new CrossEntropyLoss(),
            optimizer,
            Trainer.options().maxEpochs(epochs).callbacks(stopping));
    return trainer.fit(loaders.train(), loaders.val()).epochs().size();
  }
}
