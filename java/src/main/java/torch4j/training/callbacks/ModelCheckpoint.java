package torch4j.training.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Saves the whole state of the run: the best of its epochs, the newest, and {@code last.pt}, from
 * which {@link torch4j.training.StepTrainer#load} goes on bit for bit. Python's {@code torch.load}
 * reads the files.
 *
 * <p>A file is written beside the old one and takes its place when it is whole, so a crash or a
 * full disk leaves the old one as it was.
 */
public final class ModelCheckpoint implements Callback {
  private static final System.Logger LOGGER = System.getLogger(ModelCheckpoint.class.getName());

  private final Path folder;
  private final ModelCheckpointOptions options;
  private final List<Saved> kept = new ArrayList<>();
  private long savedNanos = System.nanoTime();

  /**
   * A file that is kept.
   *
   * @param file where it is
   * @param value the monitored value; NaN without a monitor
   */
  public record Saved(Path file, double value) {
    /** Requires a file. */
    public Saved {
      Require.nonNull(file, "file", "a file");
    }
  }

  /**
   * The defaults: the best by {@code val_loss}, and {@code last.pt}, after each epoch; a file that
   * cannot be written ends the training.
   */
  public static ModelCheckpointOptions options() {
    return new ModelCheckpointOptions(
        "val_loss", Mode.MIN, 1, true, 1, java.util.OptionalLong.empty(), null, true);
  }

  /** Saves in this folder, with the defaults. */
  public ModelCheckpoint(Path folder) {
    this(folder, options());
  }

  /** Saves in this folder, which is made if it does not exist. */
  public ModelCheckpoint(Path folder, ModelCheckpointOptions options) {
    this.folder = Require.nonNull(folder, "folder", "a folder");
    this.options = Require.nonNull(options, "options", "ModelCheckpoint.options()");
  }

  /** The newest state of the run. */
  public Path last() {
    return folder.resolve("last.pt");
  }

  /** The file of the best value; null if there is none yet. */
  public Path best() {
    return kept.isEmpty() ? null : kept.get(0).file();
  }

  /** The files that are kept, the best or newest first; {@code last.pt} is not among them. */
  public List<Saved> kept() {
    return List.copyOf(kept);
  }

  /** The folder is made, and tried, before the first epoch. */
  @Override
  public void onFitStart(TrainingContext context) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".try", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("folder: got " + folder + ", expected one to write to", e);
    }
  }

  @Override
  public void onBatchEnd(TrainingContext context) {
    boolean byStep =
        options.everySteps().isPresent()
            && context.stepped()
            && context.step() % options.everySteps().getAsLong() == 0;
    boolean byTime =
        options.every() != null && System.nanoTime() - savedNanos >= options.every().toNanos();
    if (byStep || byTime) {
      saveLast(context);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context) {
    if ((context.epoch() + 1) % options.everyEpochs() == 0
        && (options.monitor() == null || context.requireNew(options.monitor()))) {
      keep(context);
    }
    saveLast(context);
  }

  /** A run that Ctrl-C ends has its last step saved. */
  @Override
  public void onFitEnd(TrainingContext context) {
    if (context.interrupted()) {
      saveLast(context);
    }
  }

  private void saveLast(TrainingContext context) {
    if (options.saveLast()) {
      context.save(last(), this::failed);
    }
    savedNanos = System.nanoTime();
  }

  private void keep(TrainingContext context) {
    double value = options.monitor() == null ? Double.NaN : context.value(options.monitor());
    if (options.monitor() != null && Double.isNaN(value)) {
      return;
    }
    var saved = new Saved(folder.resolve(name(context, value)), value);
    if (!isWanted(saved)) {
      return;
    }
    kept.removeIf(one -> one.file().equals(saved.file()));
    if (options.monitor() == null) {
      kept.add(0, saved);
    } else {
      kept.add(saved);
      Comparator<Saved> order = Comparator.comparingDouble(Saved::value);
      kept.sort(options.mode() == Mode.MIN ? order : order.reversed()); // equal ones: the older
    }
    context.save(saved.file(), this::failed, this::deleteOthers);
  }

  private boolean isWanted(Saved saved) {
    return options.saveTopK() == -1
        || kept.size() < options.saveTopK()
        || options.monitor() == null
        || options.mode().isBetter(saved.value(), kept.get(kept.size() - 1).value(), 0);
  }

  private static String name(TrainingContext context, double value) {
    String name = "epoch=" + context.epoch() + "-step=" + context.step();
    return name + (Double.isNaN(value) ? "" : "-" + value) + ".pt";
  }

  // When the new one is on the disk.
  private void deleteOthers() {
    while (options.saveTopK() != -1 && kept.size() > options.saveTopK()) {
      Path file = kept.remove(kept.size() - 1).file();
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.WARNING, file + " stays: it cannot be deleted", e);
      }
    }
  }

  private void failed(Path file, RuntimeException e) {
    kept.removeIf(one -> one.file().equals(file));
    if (options.failOnError()) {
      throw e;
    }
    LOGGER.log(System.Logger.Level.WARNING, file + " was not saved; training goes on", e);
  }

  @Override
  public Map<String, Object> stateDict() {
    Map<String, Object> state = new LinkedHashMap<>();
    kept.forEach(one -> state.put(one.file().toString(), one.value()));
    return Map.of("kept", state);
  }

  @Override
  @SuppressWarnings("unchecked") // what stateDict() wrote
  public void loadStateDict(Map<String, Object> state) {
    Require.nonNull(state, "state", "what stateDict() returned");
    kept.clear();
    ((Map<String, Double>) state.get("kept"))
        .forEach((file, value) -> kept.add(new Saved(Path.of(file), value)));
  }
}
