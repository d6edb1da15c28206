package torch4j.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.optim.SGD;
import torch4j.optim.swa.AveragedModel;
import torch4j.serialization.Checkpoint;
import torch4j.training.callbacks.EMA;
import torch4j.training.callbacks.EarlyStopping;
import torch4j.training.callbacks.Mode;
import torch4j.training.callbacks.ModelCheckpoint;
import torch4j.training.callbacks.NanGuard;

class CallbacksTest {
  @TempDir Path folder;

  private final Linear model = new Linear(6, 3);

  /** A run with a value of its own for each epoch; its weights count the epochs. */
  private Trainer scored(List<Double> scores, Callback... callbacks) {
    List<Callback> all = new ArrayList<>();
    all.add(
        new Callback() {
          @Override
          public void onValidationEnd(TrainingContext context) {
            context.log("score", scores.get(context.epoch()));
            try (var noGrad = Torch.noGrad()) {
              context.model().parameters().get(0).fill_(context.epoch());
            }
          }
        });
    all.addAll(Arrays.asList(callbacks));
    return new Trainer(
        model,
        new CrossEntropyLoss(),
        new SGD(model.parameters(), SGD.options().lr(0)),
        Trainer.options().maxEpochs(scores.size()).callbacks(all));
  }

  private History fit(Trainer trainer) {
    List<Batch> batches = Tiny.batches(4);
    return trainer.fit(batches, batches);
  }

  private double weight() {
    return model.parameters().get(0).get(0, 0).itemDouble();
  }

  // ---- EarlyStopping

  @Test
  void earlyStopping_stopsAndRestoresTheBest() {
    var stopping = new EarlyStopping("score", EarlyStopping.options().patience(2));
    History history = fit(scored(List.of(3.0, 1.0, 2.0, 1.0, 0.5), stopping));
    assertEquals(4, history.epochs().size());
    assertEquals(1, weight());
    assertTrue(stopping.stopped());
    assertEquals(1, stopping.best());
    assertEquals(1, stopping.bestEpoch());
    assertEquals(2, stopping.counter());
  }

  @Test
  void earlyStopping_restoresTheBestAlsoWhenEpochsEnd() {
    fit(scored(List.of(3.0, 1.0, 2.0), new EarlyStopping("score")));
    assertEquals(1, weight());
  }

  @Test
  void earlyStopping_withoutRestoring_leavesTheLast() {
    var stopping = new EarlyStopping("score", EarlyStopping.options().restoreBestWeights(false));
    fit(scored(List.of(3.0, 1.0, 2.0), stopping));
    assertEquals(2, weight());
  }

  @Test
  void earlyStopping_nanIsNeverBest() {
    var stopping = new EarlyStopping("score", EarlyStopping.options().patience(3));
    History history =
        fit(scored(List.of(Double.NaN, 2.0, Double.NaN, Double.NaN, Double.NaN, 1.0), stopping));
    assertEquals(5, history.epochs().size());
    assertEquals(1, weight());
    var never = new EarlyStopping("score", EarlyStopping.options().patience(2));
    assertEquals(2, fit(scored(List.of(Double.NaN, Double.NaN, 1.0), never)).epochs().size());
    assertTrue(Double.isNaN(never.best()));
  }

  @Test
  void earlyStopping_minDeltaAndMode() {
    var options = EarlyStopping.options().mode(Mode.MAX).minDelta(0.1).patience(2);
    var stopping = new EarlyStopping("score", options);
    History history = fit(scored(List.of(0.5, 0.55, 0.6, 0.9), stopping));
    assertEquals(3, history.epochs().size());
    assertEquals(0.5, stopping.best());
  }

  @Test
  void earlyStopping_byHand_asTheTutorials() {
    Module hand = new Linear(2, 2);
    var stopping = new EarlyStopping(EarlyStopping.options().patience(2));
    Tensor weight = hand.parameters().get(0);
    List<Boolean> stops = new ArrayList<>();
    double[] losses = {1, 0.5, 0.6, 0.7};
    for (double loss : losses) {
      try (var noGrad = Torch.noGrad()) {
        weight.fill_(loss);
      }
      stops.add(stopping.call(loss, hand));
    }
    assertEquals(List.of(false, false, false, true), stops);
    assertEquals(0.5, weight.get(0, 0).itemDouble());
  }

  @Test
  void earlyStopping_missingMetric_listsThoseThatExist() {
    var trainer = scored(List.of(1.0), new EarlyStopping("val_acc"));
    var e = assertThrows(CallbackException.class, () -> fit(trainer));
    assertEquals(
        "EarlyStopping.onEpochEnd: monitor: got val_acc, expected one of [train_loss,"
            + " val_loss, score, lr]",
        e.getMessage());
    assertTrue(e.getCause() instanceof NoSuchElementException);
  }

  @Test
  void earlyStopping_badOptions() {
    assertMessage("patience: got -1, expected >= 0", () -> EarlyStopping.options().patience(-1));
    assertMessage(
        "minDelta: got -0.5, expected >= 0", () -> EarlyStopping.options().minDelta(-0.5));
  }

  // ---- ModelCheckpoint

  @Test
  void modelCheckpoint_keepsTheBestAndTheLast() throws Exception {
    var checkpoint =
        new ModelCheckpoint(folder, ModelCheckpoint.options().monitor("score").saveTopK(2));
    fit(scored(List.of(3.0, 1.0, Double.NaN, 2.0, 5.0), checkpoint));
    assertEquals(
        List.of("epoch=1-step=2-1.0.pt", "epoch=3-step=4-2.0.pt", "last.pt"), files(folder));
    assertEquals(folder.resolve("epoch=1-step=2-1.0.pt"), checkpoint.best());
    Tensor weight = Checkpoint.load(checkpoint.best()).tensors("model_state_dict").get("weight");
    assertEquals(1, weight.get(0, 0).itemDouble());
    assertEquals(4, Checkpoint.load(checkpoint.last()).integer("epoch"));
  }

  @Test
  void modelCheckpoint_withoutMonitor_keepsTheNewest() throws Exception {
    var options =
        ModelCheckpoint.options().monitor(null).saveTopK(2).saveLast(false).everyEpochs(2);
    fit(scored(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0), new ModelCheckpoint(folder, options)));
    assertEquals(List.of("epoch=3-step=4.pt", "epoch=5-step=6.pt"), files(folder));
  }

  @Test
  void modelCheckpoint_andEarlyStopping_agree() {
    var scores = List.of(3.0, 1.0, 1.0, 1.0, Double.NaN, 2.0);
    var stopping = new EarlyStopping("score");
    var checkpoint = new ModelCheckpoint(folder, ModelCheckpoint.options().monitor("score"));
    fit(scored(scores, checkpoint, stopping));
    assertTrue(checkpoint.best().toString().contains("epoch=" + stopping.bestEpoch() + "-"));
  }

  @Test
  void modelCheckpoint_unwritableFolder_endsBeforeTheFirstEpoch() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    var trainer = scored(List.of(1.0), new ModelCheckpoint(file.resolve("inside")));
    var e = assertThrows(CallbackException.class, () -> fit(trainer));
    assertEquals(
        "ModelCheckpoint.onFitStart: folder: got "
            + file.resolve("inside")
            + ", expected one to write to",
        e.getMessage());
    assertEquals(List.of(), trainer.history().epochs());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void modelCheckpoint_failingFile_endsOrGoesOn(boolean failOnError) throws Exception {
    Files.createDirectory(folder.resolve("last.pt")); // no file can take its place
    Files.writeString(folder.resolve("last.pt").resolve("x"), "x");
    var options = ModelCheckpoint.options().monitor("score").failOnError(failOnError);
    var checkpoint = new ModelCheckpoint(folder, options);
    var trainer = scored(List.of(2.0, 1.0), checkpoint);
    if (failOnError) {
      assertThrows(RuntimeException.class, () -> fit(trainer));
      return;
    }
    assertEquals(2, fit(trainer).epochs().size());
    assertEquals(1, checkpoint.kept().size());
    assertTrue(Files.isRegularFile(checkpoint.best()));
  }

  @Test
  void modelCheckpoint_badOptions() {
    assertMessage(
        "saveTopK: got 0, expected > 0, or -1 for all",
        () -> ModelCheckpoint.options().saveTopK(0));
    assertMessage(
        "everyEpochs: got 0, expected >= 1", () -> ModelCheckpoint.options().everyEpochs(0));
    assertMessage(
        "everySteps: got 0, expected >= 1", () -> ModelCheckpoint.options().everySteps(0));
    assertMessage(
        "every: got PT0S, expected > 0",
        () -> ModelCheckpoint.options().every(java.time.Duration.ZERO));
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  // ---- NanGuard, EMA

  @Test
  void nanGuard_endsBeforeTheWeightsAreSpoilt() {
    List<Batch> batches =
        List.of(
            Tiny.batches(4).get(0),
            Batch.of(Torch.full(new long[] {4, 6}, Double.NaN), Torch.randint(3, 4)));
    for (NanGuard.Policy policy : NanGuard.Policy.values()) {
      var trainer =
          new Trainer(
              model,
              new CrossEntropyLoss(),
              new SGD(model.parameters(), SGD.options().lr(0.1)),
              Trainer.options().maxEpochs(2).callbacks(new NanGuard(policy)));
      String what =
          "loss: got NaN in epoch 0, batch 1, expected a finite one; try a smaller learning rate,"
              + " or clipping";
      if (policy == NanGuard.Policy.FAIL) {
        var e = assertThrows(CallbackException.class, () -> trainer.fit(batches));
        assertEquals("NanGuard.onLoss: " + what, e.getMessage());
      } else {
        assertEquals(1, trainer.fit(batches).epochs().size());
      }
      assertFalse(Double.isNaN(weight()));
    }
  }

  @Test
  void ema_isTheAveragedModelOfPython() {
    var ema = new EMA(0.5);
    List<AveragedModel> reference = new ArrayList<>();
    var watch =
        new Callback() {
          @Override
          public void onFitStart(TrainingContext context) {
            reference.add(AveragedModel.ema(context.model(), 0.5));
          }

          @Override
          public void onStepEnd(TrainingContext context) {
            reference.get(0).updateParameters(context.model());
          }
        };
    new Trainer(
            model,
            new CrossEntropyLoss(),
            new SGD(model.parameters(), SGD.options().lr(0.1)),
            Trainer.options().maxEpochs(2).callbacks(watch, ema))
        .fit(Tiny.batches(4, 4));
    assertEquals(Tiny.numbers(reference.get(0).module()), Tiny.numbers(ema.module()));
    assertNotEquals(Tiny.numbers(model), Tiny.numbers(ema.module()));
    assertMessage("decay: got 2.0, expected from 0 to 1", () -> new EMA(2));
    assertEquals(
        "module: got no training yet, expected a call of fit before",
        assertThrows(IllegalStateException.class, () -> new EMA(0.5).module()).getMessage());
  }

  // ---- events

  /** Throws in one event. */
  private record Thrower(String event) implements Callback {
    private void at(String now) {
      if (now.equals(event)) {
        throw new UnsupportedOperationException("no");
      }
    }

    @Override
    public void onFitStart(TrainingContext context) {
      at("onFitStart");
    }

    @Override
    public void onEpochStart(TrainingContext context) {
      at("onEpochStart");
    }

    @Override
    public void onLoss(TrainingContext context) {
      at("onLoss");
    }

    @Override
    public void onStepEnd(TrainingContext context) {
      at("onStepEnd");
    }

    @Override
    public void onBatchEnd(TrainingContext context) {
      at("onBatchEnd");
    }

    @Override
    public void onValidationEnd(TrainingContext context) {
      at("onValidationEnd");
    }

    @Override
    public void onEpochEnd(TrainingContext context) {
      at("onEpochEnd");
    }

    @Override
    public void onFitEnd(TrainingContext context) {
      at("onFitEnd");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onFitStart",
        "onEpochStart",
        "onLoss",
        "onStepEnd",
        "onBatchEnd",
        "onValidationEnd",
        "onEpochEnd",
        "onFitEnd"
      })
  void failingCallback_isNamed_andOthersStillEnd(String event) {
    List<Object> ends = new ArrayList<>();
    var watch =
        new Callback() {
          @Override
          public void onException(TrainingContext context, Throwable exception) {
            ends.add(exception);
          }

          @Override
          public void onFitEnd(TrainingContext context) {
            ends.add("end");
          }
        };
    var trainer = scored(List.of(1.0, 2.0), new Thrower(event), watch);
    var e = assertThrows(CallbackException.class, () -> fit(trainer));
    assertEquals("Thrower." + event + ": no", e.getMessage());
    assertTrue(e.getCause() instanceof UnsupportedOperationException);
    if (event.equals("onFitEnd")) {
      assertEquals(List.of("end"), ends);
    } else {
      assertSame(e, ends.get(0));
      assertEquals("end", ends.get(1));
    }
    assertEquals(2, fit(scored(List.of(1.0, 2.0))).epochs().size()); // the model is free again
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
