package torch4j.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Sequential;
import torch4j.optim.AdamW;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;
import torch4j.testing.Programs.Running;
import torch4j.training.callbacks.ModelCheckpoint;

/** Processes that are ended while they train, and others that go on from their last checkpoint. */
class SignalTest {
  @TempDir Path folder;

  /** Trains, slowly if asked to, from the checkpoint in a folder if there is one. */
  static final class Training {
    public static void main(String[] arguments) {
      Path files = Path.of(arguments[0]);
      long pauseMillis = Long.parseLong(arguments[1]);
      Torch.setNumThreads(1);
      Torch.manualSeed(7);
      Sequential model = Tiny.model();
      DataLoader<Batch> train = Tiny.loader(4, true);
      DataLoader<Batch> val = Tiny.loader(9, false);
      var checkpoint =
          new ModelCheckpoint(files, ModelCheckpoint.options().everySteps(2).saveTopK(1));
      var slow =
          new Callback() {
            @Override
            public void onBatchEnd(TrainingContext context) {
              System.out.println("batch");
              sleep(pauseMillis);
            }
          };
      var trainer =
          new Trainer(
              model,
              new CrossEntropyLoss(),
              new AdamW(model.parameters(), AdamW.options().lr(0.02)),
              Trainer.options().maxEpochs(6).accumulate(2).callbacks(checkpoint, slow));
      if (Files.exists(checkpoint.last())) {
        trainer.load(checkpoint.last());
      }
      History history = trainer.fit(train, val);
      System.out.println("history " + history.get("train_loss") + history.get("val_loss"));
      System.out.println("weights " + Tiny.numbers(model));
    }

    private static void sleep(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String result(Outcome outcome) {
    return outcome.requireSuccess().out().replaceFirst("(?s).*?(?=history)", "");
  }

  private Running startSlow(String name) throws Exception {
    Running running =
        Programs.startJava(List.of(), Training.class, folder.resolve(name).toString(), "30");
    while (running.process().isAlive() && Files.readString(running.out()).lines().count() < 15) {
      Thread.sleep(10);
    }
    return running;
  }

  @Test
  void endedBySignals_goesOnBitForBit() throws Exception {
    Running whole =
        Programs.startJava(List.of(), Training.class, folder.resolve("whole").toString(), "0");
    String expected = result(whole.await());
    assertTrue(expected.startsWith("history [") && expected.contains("weights ["), expected);

    for (String signal : List.of("TERM", "INT", "KILL")) {
      Running running = startSlow(signal);
      new ProcessBuilder("kill", "-" + signal, Long.toString(running.process().pid()))
          .start()
          .waitFor();
      Outcome outcome = running.await();
      int status = signal.equals("TERM") ? 143 : signal.equals("INT") ? 130 : 137;
      assertEquals(status, outcome.status(), outcome.err());
      assertFalse(outcome.out().contains("weights"), "it was over before the signal");
      Path last = folder.resolve(signal).resolve("last.pt");
      assertTrue(Files.exists(last));
      Outcome resumed =
          Programs.java(List.of(), Training.class, folder.resolve(signal).toString(), "0");
      assertEquals(expected, result(resumed), signal);
    }
  }
}
