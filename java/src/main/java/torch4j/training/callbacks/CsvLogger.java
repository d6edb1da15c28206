package torch4j.training.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.History;
import torch4j.training.TrainingContext;

/**
 * Writes a row for each epoch to a CSV file: {@link History#toCsv} after each epoch. The file
 * always is that of the history, so a resumed run goes on after the last row of its checkpoint,
 * without doubled rows, and a value that appears late has its column.
 */
public final class CsvLogger implements Callback {
  private static final System.Logger LOGGER = System.getLogger(CsvLogger.class.getName());

  private final Path file;
  private final boolean failOnError;

  /** Writes to this file; one that cannot be written ends the training. */
  public CsvLogger(Path file) {
    this(file, true);
  }

  /**
   * Writes to this file.
   *
   * @param file the file, replaced if it exists; its folder is made if it does not
   * @param failOnError whether a file that cannot be written ends the training, instead of a
   *     warning
   */
  public CsvLogger(Path file, boolean failOnError) {
    this.file = Require.nonNull(file, "file", "a file");
    this.failOnError = failOnError;
  }

  /** The file is tried before the first epoch. */
  @Override
  public void onFitStart(TrainingContext context) {
    Attempt.run(
        () -> {
          try {
            Files.createDirectories(file.toAbsolutePath().getParent());
          } catch (IOException e) {
            throw new UncheckedIOException("file: got " + file + ", expected one to write to", e);
          }
          context.history().toCsv(file);
        },
        failOnError,
        LOGGER);
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    Attempt.run(() -> context.history().toCsv(file), failOnError, LOGGER);
  }
}
