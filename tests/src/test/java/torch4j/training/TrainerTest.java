package torch4j.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.GradScaler;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.Sequential;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.optim.LBFGS;
import torch4j.optim.Optimizer;
import torch4j.optim.SGD;
import torch4j.optim.lr.ReduceLROnPlateau;
import torch4j.optim.lr.StepLR;

class TrainerTest {
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();

  private interface Body {
    History run(
        Sequential model, Optimizer<?> optimizer, DataLoader<Batch> train, DataLoader<Batch> val);
  }

  private record Outcome(List<Float> weights, History history) {}

  private static Outcome outcome(Body body) {
    Torch.manualSeed(3);
    Sequential model = Tiny.model();
    var optimizer = new AdamW(model.parameters(), AdamW.options().lr(0.01));
    DataLoader<Batch> train = Tiny.loader(4, true);
    DataLoader<Batch> val = Tiny.loader(10, false);
    History history = body.run(model, optimizer, train, val);
    return new Outcome(Tiny.numbers(model), history);
  }

  private Trainer trainer(Sequential model, Optimizer<?> optimizer, TrainerOptions options) {
    return new Trainer(model, criterion, optimizer, options);
  }

  private static TrainerOptions options() {
    return Trainer.options().maxEpochs(3);
  }

  // ---- the same numbers as the loop by hand

  private double validate(Sequential model, DataLoader<Batch> loader) {
    model.eval();
    double sum = 0;
    try (var noGrad = Torch.noGrad()) {
      for (Batch batch : loader) {
        Tensor loss = criterion.call(model.call(batch.data()), batch.target());
        sum += loss.itemDouble() * batch.target().size(0);
      }
    }
    return sum / Tiny.SAMPLES;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 100})
  void fit_equalsTheLoopByHand(int accumulate) {
    List<Double> losses = new ArrayList<>();
    Outcome byHand =
        outcome(
            (model, optimizer, train, val) -> {
              for (int epoch = 0; epoch < 3; epoch++) {
                model.train();
                double sum = 0;
                int i = 0;
                optimizer.zeroGrad();
                for (Batch batch : train) {
                  int windowBegan = i - i % accumulate;
                  int length = (int) Math.min(accumulate, train.size() - windowBegan);
                  Tensor loss = criterion.call(model.call(batch.data()), batch.target());
                  (length == 1 ? loss : loss.div(length)).backward();
                  i++;
                  if (i - windowBegan == length) {
                    ClipGrad.clipGradNorm_(model.parameters(), 0.5);
                    optimizer.step();
                    optimizer.zeroGrad();
                  }
                  sum += loss.itemDouble() * batch.target().size(0);
                }
                losses.add(sum / Tiny.SAMPLES);
                losses.add(validate(model, val));
              }
              return null;
            });
    Outcome byTrainer =
        outcome(
            (model, optimizer, train, val) ->
                trainer(model, optimizer, options().accumulate(accumulate).clipNorm(0.5))
                    .fit(train, val));
    assertEquals(byHand.weights, byTrainer.weights);
    List<Double> noted = new ArrayList<>();
    for (History.Epoch epoch : byTrainer.history.epochs()) {
      noted.add(epoch.values().get("train_loss"));
      noted.add(epoch.values().get("val_loss"));
    }
    assertEquals(losses, noted);
    long steps = accumulate == 100 ? 3 : 3 * ((7 + accumulate - 1) / accumulate);
    assertEquals(steps, byTrainer.history.epochs().get(2).step());
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"BF16_MIXED", "FP16_MIXED"})
  void fit_inMixedPrecision_equalsTheLoopByHand(Precision precision) {
    DType dtype = precision == Precision.BF16_MIXED ? DType.bfloat16 : DType.float16;
    Outcome byHand =
        outcome(
            (model, optimizer, train, val) -> {
              var scaler =
                  new GradScaler(
                      GradScaler.options()
                          .deviceType("cpu")
                          .enabled(precision == Precision.FP16_MIXED));
              for (int epoch = 0; epoch < 3; epoch++) {
                for (Batch batch : train) {
                  optimizer.zeroGrad();
                  Tensor loss;
                  try (var autocast = Autocast.cpu(dtype)) {
                    loss = criterion.call(model.call(batch.data()), batch.target());
                  }
                  scaler.scale(loss).backward();
                  scaler.unscale_(optimizer);
                  ClipGrad.clipGradValue_(model.parameters(), 0.01);
                  scaler.step(optimizer);
                  scaler.update();
                }
              }
              return null;
            });
    Outcome byTrainer =
        outcome(
            (model, optimizer, train, val) ->
                trainer(model, optimizer, options().precision(precision).clipValue(0.01))
                    .fit(train));
    assertEquals(byHand.weights, byTrainer.weights);
  }

  @Test
  void fit_skippedStep_movesNoScheduler() {
    Sequential model = Tiny.model();
    var optimizer = new SGD(model.parameters(), SGD.options().lr(1));
    var perStep = new StepLR(optimizer, 1, StepLR.options().gamma(0.5));
    List<Boolean> steps = new ArrayList<>();
    var watch =
        new Callback() {
          @Override
          public void onStepEnd(TrainingContext context) {
            steps.add(context.stepped());
          }
        };
    // The first loss is so large that its float16 gradients overflow when scaled.
    var first = new AtomicInteger();
    var trainer =
        new Trainer(
            model,
            (output, target) -> {
              Tensor loss = criterion.call(output, target);
              return first.getAndIncrement() == 0 ? loss.mul(1e38) : loss;
            },
            optimizer,
            options()
                .maxEpochs(1)
                .precision(Precision.FP16_MIXED)
                .schedules(Schedule.perStep(perStep))
                .callbacks(watch));
    History history = trainer.fit(Tiny.batches(4, 4, 4));
    assertEquals(List.of(false, true, true), steps);
    assertEquals(2, history.epochs().get(0).step());
    assertEquals(0.25, optimizer.paramGroups().get(0).lr());
  }

  @Test
  void fit_schedules_stepWhenTheyShould() {
    Sequential model = Tiny.model();
    var optimizer = new SGD(model.parameters(), SGD.options().lr(1));
    List<Double> rates = new ArrayList<>();
    var watch =
        new Callback() {
          @Override
          public void onEpochEnd(TrainingContext context) {
            rates.add(optimizer.paramGroups().get(0).lr());
          }
        };
    trainer(
            model,
            optimizer,
            options()
                .accumulate(2)
                .schedules(Schedule.perEpoch(new StepLR(optimizer, 2, StepLR.options().gamma(0.1))))
                .callbacks(watch))
        .fit(Tiny.batches(4, 4, 4));
    assertEquals(1, rates.get(0), 1e-12);
    assertEquals(0.1, rates.get(1), 1e-12);
    assertEquals(0.1, rates.get(2), 1e-12);
  }

  @Test
  void fit_plateau_waitsForItsValue() {
    Sequential model = Tiny.model();
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0.0));
    var plateau = new ReduceLROnPlateau(optimizer, ReduceLROnPlateau.options().patience(0));
    var trainer =
        trainer(
            model,
            optimizer,
            options()
                .maxEpochs(4)
                .validateEveryEpochs(2)
                .schedules(Schedule.onMetric(plateau, "val_loss")));
    List<Batch> batches = Tiny.batches(4, 4);
    var e = assertThrows(java.util.NoSuchElementException.class, () -> trainer.fit(batches));
    assertTrue(
        e.getMessage().startsWith("monitor: got val_loss, expected one of [train_loss, lr"),
        e.getMessage());
  }

  @Test
  void fit_iterableOfUnknownLength_lastWindowIsScaledByItsOwnLength() {
    List<Batch> batches = Tiny.batches(5, 5, 5);
    Torch.manualSeed(1);
    var known = new Linear(6, 3);
    var unknown = (Linear) known.deepCopy();
    for (Linear model : List.of(known, unknown)) {
      Iterable<Batch> loader = model == known ? batches : () -> batches.iterator();
      new Trainer(
              model,
              criterion,
              new SGD(model.parameters(), SGD.options().lr(0.1)),
              options().accumulate(2))
          .fit(loader);
    }
    List<Float> expected = Tiny.numbers(known);
    List<Float> actual = Tiny.numbers(unknown);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 1e-6);
    }
  }

  // ---- means

  @Test
  void means_areOverSamplesUnlessAskedOtherwise() {
    List<Batch> batches = Tiny.batches(1, 7);
    var model = new Linear(6, 3);
    List<Double> losses = new ArrayList<>();
    try (var noGrad = Torch.noGrad()) {
      for (Batch batch : batches) {
        losses.add(criterion.call(model.call(batch.data()), batch.target()).itemDouble());
      }
    }
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0));
    assertEquals(
        Map.of("val_loss", (losses.get(0) + losses.get(1) * 7) / 8),
        new Trainer(model, criterion, optimizer).validate(batches));
    assertEquals(
        Map.of("test_loss", (losses.get(0) + losses.get(1)) / 2),
        new Trainer(model, criterion, optimizer, options().meanOfBatches(true)).test(batches));
  }

  @Test
  void predict_returnsWhatOutlivesTheLoop() {
    var model = new Linear(6, 3);
    model.train();
    List<Batch> batches = Tiny.batches(2, 3);
    List<Tensor> predictions =
        new Trainer(model, criterion, new SGD(model.parameters(), SGD.options())).predict(batches);
    assertEquals(2, predictions.size());
    for (int i = 0; i < 2; i++) {
      assertTrue(predictions.get(i).equal(model.call(batches.get(i).data())));
      assertFalse(predictions.get(i).requiresGrad());
    }
    assertTrue(model.isTraining());
  }

  // ---- steps of the user's own

  @Test
  void step_withTwoOptimizers_takesItsOwnSteps() {
    var left = new Linear(6, 3);
    var right = new Linear(6, 3);
    var both = new torch4j.nn.ModuleList(List.of(left, right));
    var leftOptimizer = new SGD(left.parameters(), SGD.options().lr(0.1));
    var rightOptimizer = new SGD(right.parameters(), SGD.options().lr(0.1));
    Step<Batch> step =
        (batch, context) -> {
          Tensor first = criterion.call(left.call(batch.data()), batch.target());
          context.optimize(leftOptimizer, first);
          Tensor second = criterion.call(right.call(batch.data()), batch.target());
          context.optimize(rightOptimizer, second);
          return StepResult.of(second).log("left", first).log("right", second);
        };
    History history =
        new StepTrainer<>(
                both, step, List.of(leftOptimizer, rightOptimizer), options().dryRun(true))
            .fit(Tiny.batches(4, 4));
    assertEquals(12, history.epochs().get(2).step());
    assertEquals(Set.of("train_loss", "train_left", "train_right", "lr"), history.names());
    List<Double> losses = history.get("train_left");
    assertTrue(losses.get(2) < losses.get(0));
  }

  @Test
  void step_withoutUsableLoss_isRefused() {
    var model = new Linear(6, 3);
    var optimizer = new SGD(model.parameters(), SGD.options());
    Map<Step<Batch>, String> steps =
        Map.of(
            (batch, context) -> null,
            "null",
            (batch, context) -> StepResult.optimized(),
            "no loss",
            (batch, context) -> StepResult.of(model.call(batch.data())),
            "a loss of shape [4, 3]",
            (batch, context) -> StepResult.of(Torch.zeros()),
            "a loss without gradient");
    steps.forEach(
        (step, got) ->
            assertEquals(
                "step: got " + got + ", expected a loss of one number that requires gradients",
                assertThrows(
                        IllegalStateException.class,
                        () ->
                            new StepTrainer<>(model, step, List.of(optimizer), options())
                                .fit(Tiny.batches(4)))
                    .getMessage()));
  }

  // ---- limits

  @Test
  void maxSteps_andMaxTime_endTraining() {
    var model = new Linear(6, 3);
    List<Batch> batches = Tiny.batches(4, 4, 4);
    Trainer steps =
        new Trainer(
            model,
            criterion,
            new SGD(model.parameters(), SGD.options()),
            options().maxEpochs(100).maxSteps(7));
    History history = steps.fit(batches, batches);
    assertEquals(7, history.epochs().get(2).step());
    assertEquals(3, history.epochs().size());
    Trainer time =
        new Trainer(
            model,
            criterion,
            new SGD(model.parameters(), SGD.options()),
            options().maxEpochs(1_000_000).maxTime(Duration.ofMillis(200)));
    assertTrue(time.fit(batches).epochs().size() > 0);
  }

  @Test
  void maxEpochs_ofNone_trainsNothing() {
    var model = new Linear(6, 3);
    var trainer =
        new Trainer(
            model, criterion, new SGD(model.parameters(), SGD.options()), options().maxEpochs(0));
    assertEquals(List.of(), trainer.fit(Tiny.batches(4)).epochs());
  }

  @Test
  void validateEverySteps_validatesBetween() {
    var model = new Linear(6, 3);
    List<Long> at = new ArrayList<>();
    var watch =
        new Callback() {
          @Override
          public void onValidationEnd(TrainingContext context) {
            at.add(context.step());
          }
        };
    List<Batch> batches = Tiny.batches(4, 4, 4, 4, 4);
    new Trainer(
            model,
            criterion,
            new SGD(model.parameters(), SGD.options()),
            options().maxEpochs(2).validateEverySteps(2).callbacks(watch))
        .fit(batches, batches);
    assertEquals(List.of(2L, 4L, 5L, 6L, 8L, 10L), at);
  }

  @Test
  void overfitBatches_usesTheSameFirstBatches() {
    Set<Tensor> seen = new java.util.HashSet<>();
    var model = new Linear(6, 3);
    Step<Batch> step =
        (batch, context) -> {
          seen.add(batch.data());
          return StepResult.of(criterion.call(model.call(batch.data()), batch.target()));
        };
    History history =
        new StepTrainer<>(
                model,
                step,
                List.of(new SGD(model.parameters(), SGD.options().lr(0.5))),
                options().maxEpochs(30).overfitBatches(1))
            .fit(Tiny.loader(4, true), Tiny.loader(4, true));
    assertEquals(1, seen.size());
    assertTrue(history.last("val_loss").getAsDouble() < history.get("train_loss").get(0));
  }

  @Test
  void dryRun_findsAWrongShapeAndChangesNothing() {
    Torch.manualSeed(5);
    Sequential model = Tiny.model();
    var optimizer = new SGD(model.parameters(), SGD.options());
    List<Batch> train = Tiny.batches(4, 4);
    List<Batch> wrong = List.of(Batch.of(Torch.randn(4, 5), Torch.randint(3, 4)));
    List<Float> before = Tiny.numbers(model);
    Tensor random = Torch.getRngState();
    var trainer = trainer(model, optimizer, options().dryRun(true));
    assertThrows(RuntimeException.class, () -> trainer.fit(train, wrong));
    assertEquals(before, Tiny.numbers(model));
    assertTrue(random.equal(Torch.getRngState()));
    assertNull(model.parameters().get(0).grad());
    assertEquals(0, trainer.history().epochs().size());
    assertEquals(3, trainer.fit(train, train).epochs().size());
  }

  // ---- what it refuses

  @Test
  void constructor_refusesWhatCannotWork() {
    var model = new Linear(6, 3);
    var optimizer = new SGD(model.parameters(), SGD.options());
    assertMessage(
        "optimizers: got none, expected at least one",
        () -> new StepTrainer<Batch>(model, (b, c) -> null, List.of(), options()));
    assertMessage(
        "optimizers: got LBFGS, which needs a closure, expected one that steps without",
        () -> new Trainer(model, criterion, new LBFGS(model.parameters()), options()));
    var other = new SGD(model.parameters(), SGD.options());
    assertMessage(
        "schedules: got a StepLR of another optimizer, expected one of the trainer's",
        () ->
            new Trainer(
                model,
                criterion,
                optimizer,
                options().schedules(Schedule.perEpoch(new StepLR(other, 1)))));
    assertMessage("maxEpochs: got -1, expected >= 0", () -> options().maxEpochs(-1));
    assertMessage("accumulate: got 0, expected >= 1", () -> options().accumulate(0));
    assertMessage("clipNorm: got 0.0, expected > 0", () -> options().clipNorm(0));
    assertMessage(
        "clipValue: got clipNorm too, expected one of them",
        () -> options().clipNorm(1).clipValue(1));
    var callback = new Callback() {};
    assertMessage(
        "callbacks: got the same "
            + callback.getClass().getTypeName()
            + " twice, expected each once",
        () -> options().callbacks(callback, callback));
    assertMessage(
        "monitor: got null for a ReduceLROnPlateau, expected the name of a value; see"
            + " Schedule.onMetric",
        () -> Schedule.perEpoch(new ReduceLROnPlateau(optimizer)));
  }

  @Test
  void fit_emptyLoader_isRefused() {
    var model = new Linear(6, 3);
    var trainer = new Trainer(model, criterion, new SGD(model.parameters(), SGD.options()));
    assertMessage(
        "train: got a loader without batches, expected at least one", () -> trainer.fit(List.of()));
    assertMessage(
        "validate: got a loader without batches, expected at least one",
        () -> trainer.fit(Tiny.batches(4), List.of()));
  }

  @Test
  void fit_oneModelInTwoTrainers_isRefused() {
    var model = new Linear(6, 3);
    var second = new Trainer(model, criterion, new SGD(model.parameters(), SGD.options()));
    var nested =
        new Callback() {
          @Override
          public void onEpochStart(TrainingContext context) {
            second.fit(Tiny.batches(4));
          }
        };
    var first =
        new Trainer(
            model,
            criterion,
            new SGD(model.parameters(), SGD.options()),
            options().callbacks(nested));
    var e = assertThrows(CallbackException.class, () -> first.fit(Tiny.batches(4)));
    assertEquals(
        "fit: got a model that another trainer is training, expected one trainer at a time",
        e.getCause().getMessage());
    assertEquals(10, second.fit(Tiny.batches(4)).epochs().size());
  }

  @Test
  void fit_leavesNothingButModelOptimizerAndHistory() {
    Sequential model = Tiny.model();
    var optimizer = new AdamW(model.parameters(), AdamW.options());
    DataLoader<Batch> train = Tiny.loader(4, true);
    trainer(model, optimizer, options()).fit(train, train);
    long before = settledCount();
    trainer(model, optimizer, options().maxEpochs(20).accumulate(2)).fit(train, train);
    assertTrue(settledCount() - before < 10);
  }

  private static long settledCount() {
    long count;
    do {
      count = Pointer.totalCount();
      System.gc();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } while (Pointer.totalCount() != count);
    return count;
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
