package torch4j.training.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.optim.SGD;
import torch4j.training.Callback;
import torch4j.training.CallbackException;
import torch4j.training.History;
import torch4j.training.Trainer;
import torch4j.training.TrainingContext;

/** Callbacks that write: CSV, the report, the progress. */
final class LoggersTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
  private Linear model;
  private List<Batch> batches;

  @BeforeEach
  void seed() {
    Torch.manualSeed(1);
    model = new Linear(4, 3);
    batches = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      batches.add(Batch.of(Torch.randn(6, 4), Torch.randint(3, 6)));
    }
  }

  private History fit(int epochs, Callback... callbacks) {
    return new Trainer(
            model,
            new CrossEntropyLoss(),
            new SGD(model.parameters(), SGD.options().lr(0.1)),
            Trainer.options().maxEpochs(epochs).callbacks(callbacks))
        .fit(batches, batches);
  }

  private static Callback onEpochEnd(java.util.function.Consumer<TrainingContext> action) {
    return new Callback() {
      @Override
      public void onEpochEnd(TrainingContext context) {
        action.accept(context);
      }
    };
  }

  // ---- CsvLogger

  @Test
  void csvLogger_hasARowAfterEachEpoch() throws IOException {
    Path file = folder.resolve("logs/run.csv");
    List<Integer> lines = new ArrayList<>();
    History history = fit(3, new CsvLogger(file), onEpochEnd(at -> lines.add(lines(file).size())));

    assertEquals(List.of(2, 3, 4), lines);
    history.toCsv(folder.resolve("whole.csv"));
    assertEquals(lines(folder.resolve("whole.csv")), lines(file));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void csvLogger_cannotWrite_endsTrainingOrGoesOn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path csv = file.resolve("run.csv");

    assertEquals(
        "CsvLogger.onFitStart: file: got " + csv + ", expected one to write to",
        assertThrows(CallbackException.class, () -> fit(1, new CsvLogger(csv))).getMessage());
    assertEquals(2, fit(2, new CsvLogger(csv, false)).epochs().size());
  }

  // ---- Report

  @Test
  void report_isWrittenWhileTrainingAndAtTheEnd() {
    List<Boolean> training = new ArrayList<>();
    fit(2, new Report(folder), onEpochEnd(at -> training.add(isTraining())));

    assertEquals(List.of(true, true), training);
    assertFalse(isTraining());
    assertTrue(Files.exists(folder.resolve("loss.png")));
  }

  @Test
  void report_isFinishedWhenACallbackFails() {
    var failing =
        onEpochEnd(
            at -> {
              throw new IllegalStateException("broken");
            });
    var e = assertThrows(CallbackException.class, () -> fit(2, new Report(folder), failing));

    assertTrue(e.getMessage().endsWith("onEpochEnd: broken"), e.getMessage());
    assertFalse(isTraining());
  }

  private boolean isTraining() {
    String page = String.join("\n", lines(folder.resolve("index.html")));
    return page.contains("\"training\":true");
  }

  @Test
  void report_cannotWrite_endsTrainingOrGoesOn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    var e = assertThrows(CallbackException.class, () -> fit(1, new Report(file)));
    assertEquals(
        "Report.onFitStart: folder: got " + file + ", expected one to write to", e.getMessage());
    assertEquals(1, fit(1, new Report(file, false)).epochs().size());
  }

  // ---- ProgressBar

  @Test
  void progress_withoutTerminal_isALineForEachEpoch() {
    History history = fit(2, new ProgressBar(out));
    String[] lines = written.toString(StandardCharsets.UTF_8).split("\n");

    assertEquals(2, lines.length);
    String loss = ProgressBar.number(history.get("train_loss").get(0));
    assertTrue(
        lines[0].matches(
            "epoch 1/2: train_loss "
                + loss
                + ", val_loss [0-9.]+, lr 0.1000, [0-9,]+ samples/s, [0-9.]+ s, about [0-9.]+ s left"),
        lines[0]);
    assertTrue(lines[1].matches("epoch 2/2: .* samples/s, [0-9.]+ s"), lines[1]);
  }

  @Test
  void progress_onATerminal_isABarWhileTheEpochRuns() {
    var slow =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingContext context) {
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    fit(1, slow, new ProgressBar(out, true));
    String text = written.toString(StandardCharsets.UTF_8);

    assertTrue(text.matches("(?s).*\repoch 1/1 +\\d+% \\[.*\\d/3 .*"), text);
    assertTrue(text.matches("(?s).*loss [0-9.]+, lr 0.1000, [0-9,]+ samples/s.*"), text);
    assertTrue(text.endsWith(" s\n"), text);
  }

  @Test
  void progress_saysWhyTrainingStopped() {
    fit(3, new ProgressBar(out), onEpochEnd(at -> at.stop("enough")));

    assertTrue(written.toString(StandardCharsets.UTF_8).endsWith("stopped: enough\n"));
  }

  @Test
  void progress_numbersAndTimes() {
    assertEquals("0.1235", ProgressBar.number(0.12345678));
    assertEquals("1.235e-05", ProgressBar.number(1.2345678e-5));
    assertEquals("12", ProgressBar.number(12));
    assertEquals("NaN", ProgressBar.number(Double.NaN));
    assertEquals("5.3 s", ProgressBar.time(5.26));
    assertEquals("02:05", ProgressBar.time(125));
    assertEquals("1:00:01", ProgressBar.time(3601));
  }

  @Test
  void nullArguments_areRefused() {
    for (org.junit.jupiter.api.function.Executable made :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> new CsvLogger(null), () -> new Report(null), () -> new ProgressBar(null))) {
      String message = assertThrows(IllegalArgumentException.class, made).getMessage();
      assertTrue(message.matches("(file|folder|out): got null, expected a (file|folder|stream)"));
    }
  }
}
