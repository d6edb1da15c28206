package torch4j.samples.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.nn.BCEWithLogitsLoss;
import torch4j.optim.AdamW;
import torch4j.samples.SampleException;
import torch4j.samples.data.Customers;
import torch4j.samples.models.TabularNet;
import torch4j.training.StepResult;
import torch4j.training.StepTrainer;
import torch4j.training.Trainer;
import torch4j.training.callbacks.EarlyStopping;
import torch4j.training.metrics.AUROC;
import torch4j.training.metrics.Accuracy;

/**
 * Which customers leave: a table with numbers and categories, of which one class is rare. Accuracy
 * says little then; AUROC is the chance that a customer who left is ranked above one who stayed.
 */
@Command(
    name = "tabular",
    description = "A CSV with categorical columns and a rare class: embeddings, pos_weight, AUROC.",
    mixinStandardHelpOptions = true)
public final class Tabular implements Callable<Integer> {
  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "The table; by default one that is made, and deleted afterwards.")
  private Path csv;

  @Option(names = "--rows", defaultValue = "4000", description = "Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    try {
      if (csv != null) {
        return train(Customers.read(csv));
      }
      Path made = Files.createTempFile("customers", ".csv");
      try {
        Customers.write(made, rows, seed);
        return train(Customers.read(made));
      } finally {
        Files.delete(made);
      }
    } catch (IOException e) {
      throw new SampleException("the table: " + e.getMessage());
    }
  }

  private int train(Customers customers) {
    Torch.manualSeed(seed);
    List<Subset<Batch>> split = Subset.randomSplit(customers.dataset(), 0.8, 0.2);
    var train = new DataLoader<>(split.get(0), DataLoader.options().batchSize(64).shuffle(true));
    var val = new DataLoader<>(split.get(1), DataLoader.options().batchSize(1000));

    var model = new TabularNet(Customers.NUMBERS, customers.cardinalities());
    System.out.println(model);
    double share = customers.positives();
    Tensor posWeight = Torch.tensor((1 - share) / share).toFloat();
    System.out.printf("%.1f %% left, pos_weight=%.2f%n", 100 * share, posWeight.itemFloat());
    var criterion = new BCEWithLogitsLoss(BCEWithLogitsLoss.options().posWeight(posWeight));

    var trainer =
        new StepTrainer<Batch>(
            model,
            (batch, context) -> {
              Tensor logits = model.call(batch.get(0), batch.get(1));
              Tensor left = batch.get(2);
              return StepResult.of(criterion.call(logits, left.toFloat()), logits, left);
            },
            List.of(new AdamW(model.parameters(), AdamW.options().lr(3e-3))),
            Trainer.options()
                .maxEpochs(epochs)
                .metrics(Accuracy.binary(), AUROC.binary())
                .callbacks(new EarlyStopping("val_loss")));
    for (var epoch : trainer.fit(train, val).epochs()) {
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f val_loss=%.4f val_auroc=%.4f%n",
          epoch.epoch() + 1,
          epochs,
          epoch.values().get("train_loss"),
          epoch.values().get("val_loss"),
          epoch.values().get("val_auroc"));
    }

    Map<String, Double> best = trainer.validate(val); // early stopping restored its weights
    System.out.printf("accuracy=%.4f (that all stay: %.4f)%n", best.get("val_accuracy"), 1 - share);
    System.out.printf("auroc=%.4f%n", best.get("val_auroc"));
    return 0;
  }
}
