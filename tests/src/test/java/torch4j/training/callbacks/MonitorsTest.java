package torch4j.training.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.optim.Params;
import torch4j.optim.SGD;
import torch4j.optim.lr.StepLR;
import torch4j.training.Callback;
import torch4j.training.CallbackException;
import torch4j.training.History;
import torch4j.training.Schedule;
import torch4j.training.Trainer;
import torch4j.training.TrainerOptions;
import torch4j.training.TrainingContext;

/** Callbacks that note series and values: learning rate, gradient norm, throughput. */
final class MonitorsTest {
  @TempDir Path folder;

  private Linear model;
  private List<Batch> batches;

  @BeforeEach
  void seed() {
    Torch.manualSeed(1);
    model = new Linear(4, 3);
    batches = new ArrayList<>();
    for (int size : new int[] {6, 6, 2}) {
      batches.add(Batch.of(Torch.randn(size, 4), Torch.randint(3, size)));
    }
  }

  private SGD sgd() {
    return new SGD(model.parameters(), SGD.options().lr(0.1));
  }

  private History fit(SGD optimizer, TrainerOptions options) {
    return new Trainer(model, new CrossEntropyLoss(), optimizer, options).fit(batches, batches);
  }

  private static TrainerOptions epochs(int epochs, Callback... callbacks) {
    return Trainer.options().maxEpochs(epochs).callbacks(callbacks);
  }

  private static List<Double> values(History history, String name) {
    return history.series(name).stream().map(History.Point::value).toList();
  }

  private static List<Long> steps(History history, String name) {
    return history.series(name).stream().map(History.Point::step).toList();
  }

  // ---- LearningRateMonitor

  @Test
  void lr_isTheRateThatTheStepUsed() {
    SGD optimizer = sgd();
    var schedule = Schedule.perStep(new StepLR(optimizer, 1, StepLR.options().gamma(0.5)));
    History history = fit(optimizer, epochs(2, new LearningRateMonitor()).schedules(schedule));

    assertEquals(List.of(0.1, 0.05, 0.025, 0.0125, 0.00625, 0.003125), values(history, "lr"));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), steps(history, "lr"));
  }

  @Test
  void lr_byEpochAndAccumulated_hasAPointForEachStep() {
    SGD optimizer = sgd();
    var schedule = Schedule.perEpoch(new StepLR(optimizer, 1, StepLR.options().gamma(0.5)));
    History history =
        fit(optimizer, epochs(2, new LearningRateMonitor()).schedules(schedule).accumulate(2));

    assertEquals(List.of(0.1, 0.1, 0.05, 0.05), values(history, "lr"));
  }

  @Test
  void lr_ofSeveralGroups_isASeriesEach() {
    List<Tensor> parameters = model.parameters();
    var optimizer =
        new SGD(
            SGD.options().lr(0.1),
            Params.of(List.of(parameters.get(0))),
            Params.of(List.of(parameters.get(1)), o -> o.lr(0.2)));
    History history = fit(optimizer, epochs(1, new LearningRateMonitor()));

    assertEquals(List.of(0.1, 0.1, 0.1), values(history, "lr/0"));
    assertEquals(List.of(0.2, 0.2, 0.2), values(history, "lr/1"));
  }

  // ---- GradientNorm

  @Test
  void gradNorm_isThatOfTheGradientsBeforeClipping() {
    double expected = norm(batches.get(0));
    History history = fit(sgd(), epochs(1, new GradientNorm()).clipNorm(0.01));

    assertEquals(expected, values(history, "grad_norm").get(0), 1e-6);
    assertEquals(List.of(1L, 2L, 3L), steps(history, "grad_norm"));
  }

  private double norm(Batch batch) {
    new CrossEntropyLoss().call(model.call(batch.data()), batch.target()).backward();
    double sum = 0;
    for (Tensor parameter : model.parameters()) {
      sum += parameter.grad().pow(2).sum().itemDouble();
      parameter.setGrad(null);
    }
    return Math.sqrt(sum);
  }

  @Test
  void gradNorm_ofADevice_waitsForTheEpochsEnd() {
    var waiting = new GradientNorm(true);
    List<Integer> seen = new ArrayList<>();
    var look =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingContext context) {
            seen.add(context.history().seriesNames().size());
          }
        };
    History history = fit(sgd(), epochs(2, waiting, look));
    seed();
    History atOnce = fit(sgd(), epochs(2, new GradientNorm()));

    assertEquals(atOnce.series("grad_norm"), history.series("grad_norm"));
    assertEquals(List.of(0, 0, 0, 1, 1, 1), seen);
  }

  // ---- Throughput

  @Test
  void throughput_leavesOutTheFirstBatchAndValidations() {
    var clock = new AtomicLong();
    List<Integer> sizes = new ArrayList<>();
    var time =
        new Callback() {
          @Override
          public void onLoss(TrainingContext context) {
            sizes.add((int) context.result().target().size(0));
            clock.addAndGet(sizes.size() == 1 ? 60_000_000_000L : 500_000_000L);
          }

          @Override
          public void onValidationEnd(TrainingContext context) {
            clock.addAndGet(7_000_000_000L);
          }
        };
    History history = fit(sgd(), epochs(2, time, new Throughput(clock::get)));

    assertEquals(List.of(6, 6, 2, 6, 6, 2), sizes);
    assertEquals(List.of(8.0, 14 / 1.5), history.get("samples_per_second"));
    assertEquals(List.of(1.0, 1.5), history.get("train_seconds"));
    assertEquals(List.of(8.0, 12.0), values(history, "samples_per_second"));
    assertEquals(List.of(3L, 5L), steps(history, "samples_per_second"));
  }

  @Test
  void throughput_ofTheFirstBatchAlone_hasNoValue() {
    batches.subList(1, 3).clear();
    History history = fit(sgd(), epochs(2, new Throughput()));

    assertFalse(history.epochs().get(0).values().containsKey("samples_per_second"));
    assertTrue(history.last("samples_per_second").getAsDouble() > 0);
  }

  // ---- all together

  @Test
  void resumedRun_hasTheSeriesAndRowsOfAnUninterruptedOne() throws Exception {
    Path whole = folder.resolve("whole.csv");
    Path parts = folder.resolve("parts.csv");
    History expected = fit(sgd(), epochs(3, monitors(whole)));

    seed();
    Callback failing =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingContext context) {
            if (context.step() == 6) {
              throw new IllegalStateException("power cut");
            }
          }
        };
    Callback[] monitors = monitors(parts);
    monitors[monitors.length - 1] = failing;
    assertThrows(CallbackException.class, () -> fit(sgd(), epochs(3, saving(monitors))));

    var trainer =
        new Trainer(model, new CrossEntropyLoss(), sgd(), epochs(3, saving(monitors(parts))));
    trainer.load(folder.resolve("last.pt"));
    History resumed = trainer.fit(batches, batches);

    for (String name : List.of("lr", "grad_norm")) {
      assertEquals(expected.series(name), resumed.series(name));
    }
    assertEquals(withoutTimes(whole), withoutTimes(parts));
  }

  // The last is a place for one that fails.
  private static Callback[] monitors(Path csv) {
    return new Callback[] {
      new LearningRateMonitor(),
      new GradientNorm(true),
      new Throughput(new AtomicLong()::incrementAndGet),
      new CsvLogger(csv),
      new Callback() {}
    };
  }

  // Saved in mid-epoch, after the first of three batches.
  private Callback[] saving(Callback... monitors) {
    List<Callback> all = new ArrayList<>(List.of(monitors));
    var options = ModelCheckpoint.options().everyEpochs(9).everySteps(5);
    all.add(all.size() - 1, new ModelCheckpoint(folder, options));
    return all.toArray(Callback[]::new);
  }

  private static List<String> withoutTimes(Path csv) throws Exception {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      rows.add(line.replaceFirst("^(\\d+,\\d+),[^,]*", "$1").replaceAll(",[^,]*E-?[0-9][^,]*", ""));
    }
    return rows;
  }
}
