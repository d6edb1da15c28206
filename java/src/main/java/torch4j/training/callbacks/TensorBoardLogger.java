package torch4j.training.callbacks;

import java.nio.file.Path;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.tensorboard.SummaryWriter;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Writes the values of each epoch and each validation to TensorBoard, at the optimizer step at
 * which they were measured: {@code train_loss} as {@code train/loss}, so that it is beside {@code
 * train/accuracy}. A resumed run purges what the ended one wrote after its checkpoint, so nothing
 * is missing and nothing is there twice.
 */
public final class TensorBoardLogger implements Callback {
  private static final Map<String, String> GROUPS =
      Map.of("train_", "train/", "val_", "val/", "test_", "test/");

  private final Path logDir;
  private SummaryWriter writer;
  private boolean resumed;

  /** Writes to this folder, which is made if it does not exist. */
  public TensorBoardLogger(Path logDir) {
    this.logDir = Require.nonNull(logDir, "logDir", "a folder");
  }

  /**
   * The writer, for images, histograms and whatever else belongs beside the values.
   *
   * @throws IllegalStateException if no training is going on
   */
  public SummaryWriter writer() {
    if (writer == null) {
      throw new IllegalStateException(
          "writer: got no training, expected to be called while fit runs");
    }
    return writer;
  }

  @Override
  public void onFitStart(TrainingContext context) {
    SummaryWriter.Options options = SummaryWriter.options().logDir(logDir);
    writer = new SummaryWriter(resumed ? options.purgeStep(context.step() + 1) : options);
  }

  @Override
  public void onValidationEnd(TrainingContext context) {
    context.values().forEach((name, value) -> writeIfValidation(name, value, context));
  }

  private void writeIfValidation(String name, double value, TrainingContext context) {
    if (name.startsWith("val_")) {
      write(name, value, context);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    context
        .history()
        .epochs()
        .get(context.history().epochs().size() - 1)
        .values()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("val_")) { // those are there already
                write(name, value, context);
              }
            });
  }

  private void write(String name, double value, TrainingContext context) {
    writer.addScalar(tag(name), value, context.step());
  }

  private static String tag(String name) {
    for (Map.Entry<String, String> group : GROUPS.entrySet()) {
      if (name.startsWith(group.getKey())) {
        return group.getValue() + name.substring(group.getKey().length());
      }
    }
    return name;
  }

  @Override
  public void onFitEnd(TrainingContext context) {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  /** Nothing but that there was a run: what it has written is on the disk before its checkpoint. */
  @Override
  public Map<String, Object> stateDict() {
    if (writer != null) {
      writer.flush();
    }
    return Map.of("written", true);
  }

  @Override
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    resumed = true;
  }
}
