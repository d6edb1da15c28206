package torch4j.samples.checkpoint;

import java.nio.file.Path;
import java.util.List;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.samples.data.DigitLoaders;
import torch4j.training.History;
import torch4j.training.Trainer;
import torch4j.training.callbacks.ModelCheckpoint;

/** The same by the trainer, whose callback saves after each epoch the last state and the best. */
final class WithTrainer {
  private final Path folder;

  /** Saves in this folder. */
  WithTrainer(Path folder) {
    this.folder = folder;
  }

  /** Trains whole epochs in one run. */
  List<Double> whole(int epochs) {
    DigitLoaders loaders = loaders(0);
    return losses(trainer(epochs).fit(loaders.train(), loaders.val()));
  }

  /** Trains half of them, and the rest in another trainer that goes on from the file. */
  List<Double> resumed(int epochs) {
    var checkpoint = new ModelCheckpoint(folder);
    DigitLoaders loaders = loaders(0);
    trainer(epochs / 2, checkpoint).fit(loaders.train(), loaders.val());

    DigitLoaders again = loaders(0);
    Trainer trainer = trainer(epochs, new ModelCheckpoint(folder));
    Torch.manualSeed(1234); // what is drawn from here on comes from the file
    trainer.load(checkpoint.last());
    return losses(trainer.fit(again.train(), again.val()));
  }

  private static DigitLoaders loaders(long seed) {
    Torch.manualSeed(seed);
    return DigitLoaders.of(32);
  }

  private static Trainer trainer(int epochs, ModelCheckpoint... callbacks) {
    var model =
        new Sequential(
            new Flatten(), new Linear(64, 64), new ReLU(), new Dropout(0.2), new Linear(64, 10));
    return new Trainer(
        model,
        new CrossEntropyLoss(),
        new Adam(model.parameters()),
        Trainer.options().maxEpochs(epochs).callbacks(List.of(callbacks)));
  }

  private static List<Double> losses(History history) {
    return history.get("val_loss");
  }
}
