package torch4j.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.Sequential;
import torch4j.optim.AdamW;
import torch4j.optim.SGD;
import torch4j.optim.lr.ReduceLROnPlateau;
import torch4j.optim.lr.StepLR;
import torch4j.serialization.Checkpoint;
import torch4j.serialization.Serialization;
import torch4j.training.callbacks.EMA;
import torch4j.training.callbacks.EarlyStopping;
import torch4j.training.callbacks.ModelCheckpoint;
import torch4j.training.metrics.AUROC;
import torch4j.training.metrics.Accuracy;

class ResumeTest {
  private static final int EPOCHS = 5;

  @TempDir Path folder;

  /** A run with everything in it that has a state; the same each time it is made. */
  private static final class Run {
    final Sequential model;
    final Trainer trainer;
    final DataLoader<Batch> train;
    final DataLoader<Batch> val;
    final EMA ema = new EMA(0.9);
    final ModelCheckpoint checkpoint;
    final EarlyStopping stopping =
        new EarlyStopping("val_loss", EarlyStopping.options().patience(3));

    Run(Path files, Precision precision, Callback... more) {
      Torch.manualSeed(11);
      model = Tiny.model();
      train = Tiny.loader(4, true);
      val = Tiny.loader(9, false);
      var optimizer = new AdamW(model.parameters(), AdamW.options().lr(0.02));
      checkpoint = new ModelCheckpoint(files, ModelCheckpoint.options().everySteps(1).saveTopK(2));
      List<Callback> callbacks = new ArrayList<>(List.of(checkpoint, ema, stopping));
      callbacks.addAll(List.of(more));
      trainer =
          new Trainer(
              model,
              new CrossEntropyLoss(),
              optimizer,
              Trainer.options()
                  .maxEpochs(EPOCHS)
                  .precision(precision)
                  .accumulate(3)
                  .clipNorm(1)
                  .metrics(Accuracy.multiclass(3), AUROC.multiclass(3))
                  .schedules(
                      Schedule.perStep(new StepLR(optimizer, 4, StepLR.options().gamma(0.9))),
                      Schedule.onMetric(
                          new ReduceLROnPlateau(optimizer, ReduceLROnPlateau.options().patience(0)),
                          "val_loss"))
                  .callbacks(callbacks));
    }

    List<Object> outcome() {
      List<Object> outcome = new ArrayList<>();
      outcome.add(Tiny.numbers(model));
      outcome.add(Tiny.numbers(ema.module()));
      trainer.history().epochs().forEach(epoch -> outcome.add(epoch.values()));
      outcome.add(trainer.history().epochs().stream().map(History.Epoch::step).toList());
      outcome.add(stopping.best());
      outcome.add(stopping.counter());
      outcome.add(
          checkpoint.kept().stream().map(one -> one.file().getFileName().toString()).toList());
      outcome.add(Torch.rand(1).itemDouble());
      return outcome;
    }
  }

  /** Ends a run at the n-th event, of whatever kind. */
  private static final class Killer implements Callback {
    private int left;

    Killer(int events) {
      left = events;
    }

    private void count() {
      if (left-- == 0) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void onLoss(TrainingContext context) {
      count();
    }

    @Override
    public void onStepEnd(TrainingContext context) {
      count();
    }

    @Override
    public void onBatchEnd(TrainingContext context) {
      count();
    }

    @Override
    public void onValidationEnd(TrainingContext context) {
      count();
    }

    @Override
    public void onEpochEnd(TrainingContext context) {
      count();
    }
  }

  @Test
  void resume_afterAnyEvent_isBitwiseTheUninterruptedRun() {
    for (Precision precision : List.of(Precision.FULL, Precision.FP16_MIXED)) {
      var counter = new Killer(Integer.MAX_VALUE);
      var whole = new Run(folder.resolve("whole" + precision), precision, counter);
      whole.trainer.fit(whole.train, whole.val);
      List<Object> expected = whole.outcome();
      var random = new Random(4);
      for (int i = 0; i < 8; i++) {
        Path files = folder.resolve("killed" + precision + i);
        int events = random.nextInt(Integer.MAX_VALUE - counter.left);
        var killed = new Run(files, precision, new Killer(events));
        assertThrows(CallbackException.class, () -> killed.trainer.fit(killed.train, killed.val));
        Torch.manualSeed(99); // another process
        var resumed = new Run(files, precision);
        if (Files.exists(resumed.checkpoint.last())) {
          resumed.trainer.load(resumed.checkpoint.last());
        }
        resumed.trainer.fit(resumed.train, resumed.val);
        assertEquals(expected, resumed.outcome(), "killed after event " + events);
      }
    }
  }

  @Test
  void load_ofAnotherModel_saysWhichKeysDifferAndChangesNothing() {
    var run = new Run(folder, Precision.FULL);
    run.trainer.fit(run.train, run.val);
    Path last = run.checkpoint.last();
    var other = new Linear(6, 3);
    var optimizer = new SGD(other.parameters(), SGD.options().momentum(0.5));
    var trainer = new Trainer(other, new CrossEntropyLoss(), optimizer);
    List<Float> before = Tiny.numbers(other);
    var e = assertThrows(IllegalArgumentException.class, () -> trainer.load(last));
    assertTrue(e.getMessage().startsWith(last + ": "), e.getMessage());
    assertTrue(e.getMessage().contains("0.weight"), e.getMessage());
    assertEquals(before, Tiny.numbers(other));
  }

  @Test
  void load_ofAnotherOptimizer_changesNothing() {
    var run = new Run(folder, Precision.FULL);
    run.trainer.fit(run.train, run.val);
    Sequential model = Tiny.model();
    var one = new AdamW(List.of(model.parameters().get(0)));
    var trainer = new Trainer(model, new CrossEntropyLoss(), one);
    List<Float> before = Tiny.numbers(model);
    Path last = run.checkpoint.last();
    var e = assertThrows(IllegalArgumentException.class, () -> trainer.load(last));
    assertTrue(e.getMessage().startsWith(last + ": "), e.getMessage());
    assertEquals(before, Tiny.numbers(model));
    assertEquals(0, trainer.history().epochs().size());
  }

  @Test
  void load_ofAPythonProgram_goesOnAfterItsEpoch() {
    Sequential model = Tiny.model();
    var optimizer = new AdamW(model.parameters());
    Path file = folder.resolve("python.pt");
    Serialization.save(
        Map.of(
            "epoch",
            2,
            "model_state_dict",
            model.stateDict(),
            "optimizer_state_dict",
            optimizer.stateDict(),
            "loss",
            0.5),
        file);
    Sequential other = Tiny.model();
    var trainer =
        new Trainer(
            other,
            new CrossEntropyLoss(),
            new AdamW(other.parameters()),
            Trainer.options().maxEpochs(5));
    trainer.load(file);
    assertEquals(Tiny.numbers(model), Tiny.numbers(other));
    History history = trainer.fit(Tiny.batches(4));
    assertEquals(List.of(3, 4), history.epochs().stream().map(History.Epoch::epoch).toList());
  }

  @Test
  void checkpoint_hasPythonsKeys() {
    var run = new Run(folder, Precision.FP16_MIXED);
    run.trainer.fit(run.train, run.val);
    Checkpoint checkpoint = Checkpoint.load(run.checkpoint.last());
    assertEquals(run.trainer.history().epochs().size() - 1, checkpoint.integer("epoch"));
    assertEquals(run.model.stateDict().keySet(), checkpoint.tensors("model_state_dict").keySet());
    assertTrue(checkpoint.map("optimizer_state_dict").containsKey("param_groups"));
    assertTrue(checkpoint.map("scaler_state_dict").containsKey("scale"));
    for (Tensor tensor : checkpoint.tensors("model_state_dict").values()) {
      tensor.close();
    }
  }
}
