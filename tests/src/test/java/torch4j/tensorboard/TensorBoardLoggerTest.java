package torch4j.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.optim.SGD;
import torch4j.tensorboard.proto.EventProto.Event;
import torch4j.tensorboard.proto.EventProto.SessionLog;
import torch4j.training.Callback;
import torch4j.training.CallbackException;
import torch4j.training.History;
import torch4j.training.Trainer;
import torch4j.training.TrainingContext;
import torch4j.training.callbacks.ModelCheckpoint;
import torch4j.training.callbacks.TensorBoardLogger;

class TensorBoardLoggerTest {
  @TempDir Path folder;

  private final List<Batch> batches = new ArrayList<>();

  private Trainer trainer(Callback... callbacks) {
    Torch.manualSeed(2);
    var model = new Linear(6, 3);
    if (batches.isEmpty()) {
      for (int i = 0; i < 3; i++) {
        batches.add(Batch.of(Torch.randn(4, 6), Torch.randint(3, 4)));
      }
    }
    return new Trainer(
        model,
        new CrossEntropyLoss(),
        new SGD(model.parameters(), SGD.options().lr(0.1)),
        Trainer.options().maxEpochs(4).callbacks(callbacks));
  }

  /** What TensorBoard shows: the values by tag and step, without those that were purged. */
  private Map<String, List<Float>> shown(Path logDir) throws Exception {
    Map<String, TreeMap<Long, List<Float>>> values = new TreeMap<>();
    for (Event event : EventFiles.all(logDir)) {
      if (event.getSessionLog().getStatus() == SessionLog.SessionStatus.START) {
        values.values().forEach(steps -> steps.tailMap(event.getStep()).clear());
      }
      event
          .getSummary()
          .getValueList()
          .forEach(
              value ->
                  values
                      .computeIfAbsent(value.getTag(), tag -> new TreeMap<>())
                      .computeIfAbsent(event.getStep(), step -> new ArrayList<>())
                      .add(value.getSimpleValue()));
    }
    Map<String, List<Float>> shown = new TreeMap<>();
    values.forEach(
        (tag, steps) -> {
          List<Float> all = new ArrayList<>();
          steps.values().forEach(all::addAll);
          shown.put(tag, all);
        });
    return shown;
  }

  @Test
  void fit_writesEachEpochAtItsStep() throws Exception {
    Path logDir = folder.resolve("whole");
    History history = trainer(new TensorBoardLogger(logDir)).fit(batches, batches);
    Map<String, List<Float>> shown = shown(logDir);
    assertEquals(List.of("lr", "train/loss", "val/loss"), List.copyOf(shown.keySet()));
    assertEquals(
        history.get("val_loss").stream().map(Double::floatValue).toList(), shown.get("val/loss"));
    assertEquals(12, EventFiles.all(logDir).get(EventFiles.all(logDir).size() - 1).getStep());
  }

  @Test
  void resume_hasNoGapsAndNothingTwice() throws Exception {
    Path whole = folder.resolve("whole");
    trainer(new TensorBoardLogger(whole)).fit(batches, batches);

    Path logDir = folder.resolve("ended");
    var checkpoint = new ModelCheckpoint(folder.resolve("files"));
    var end =
        new Callback() {
          @Override
          public void onEpochEnd(TrainingContext context) {
            if (context.epoch() == 2) { // written, and not in the last checkpoint
              throw new IllegalStateException("ended");
            }
          }
        };
    var first = trainer(new TensorBoardLogger(logDir), checkpoint, end);
    assertThrows(CallbackException.class, () -> first.fit(batches, batches));
    Thread.sleep(1100); // files are told apart by their second
    var again = new ModelCheckpoint(folder.resolve("files"));
    var resumed = trainer(new TensorBoardLogger(logDir), again);
    resumed.load(again.last());
    resumed.fit(batches, batches);
    assertEquals(shown(whole), shown(logDir));
  }

  @Test
  void writer_outsideOfTraining_isRefused() {
    assertEquals(
        "writer: got no training, expected to be called while fit runs",
        assertThrows(IllegalStateException.class, () -> new TensorBoardLogger(folder).writer())
            .getMessage());
  }
}
