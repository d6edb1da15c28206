package torch4j.training.callbacks;

import java.nio.file.Path;
import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.History;
import torch4j.training.TrainingContext;

/**
 * Writes the {@linkplain History#report report} of the run: its page after each epoch, at most once
 * a second, and all of it when training ends. A browser that shows the page loads it again by
 * itself until then.
 */
public final class Report implements Callback {
  private static final System.Logger LOGGER = System.getLogger(Report.class.getName());
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final Path folder;
  private final boolean failOnError;
  private long writtenNanos;

  /** Writes to this folder; one that cannot be written to ends the training. */
  public Report(Path folder) {
    this(folder, true);
  }

  /**
   * Writes to this folder.
   *
   * @param folder the folder, made if it does not exist
   * @param failOnError whether a folder that cannot be written to ends the training, instead of a
   *     warning
   */
  public Report(Path folder, boolean failOnError) {
    this.folder = Require.nonNull(folder, "folder", "a folder");
    this.failOnError = failOnError;
  }

  /** The folder is tried before the first epoch. */
  @Override
  public void onFitStart(TrainingContext context) {
    write(context);
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    if (System.nanoTime() - writtenNanos >= PAUSE_NANOS) {
      write(context);
    }
  }

  private void write(TrainingContext context) {
    Attempt.run(() -> context.history().reportTraining(folder), failOnError, LOGGER);
    writtenNanos = System.nanoTime();
  }

  @Override
  public void onFitEnd(TrainingContext context) {
    Attempt.run(() -> context.history().report(folder), failOnError, LOGGER);
  }
}
