package torch4j.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.Module;
import torch4j.optim.Optimizer;

/**
 * Where a training run is: what callbacks and steps are given. One object for the whole run, whose
 * values change; to be used on the thread that trains.
 */
public final class TrainingContext {
  final StepTrainer<?> trainer;
  final Progress progress;
  final History history;
  private final Map<String, Double> values = new LinkedHashMap<>();
  Phase phase = Phase.TRAIN;
  OptionalLong batches = OptionalLong.empty();
  Object batch;
  StepResult result;
  Tensor gradientNorm;
  boolean stepped;
  int optimized;
  boolean dry;
  Fit<?> fit;
  final List<PendingSave> pendingSaves = new ArrayList<>();
  private final Map<String, Double> epochValues = new LinkedHashMap<>();
  private String stopReason;
  private boolean interrupted;

  TrainingContext(StepTrainer<?> trainer, Progress progress, History history) {
    this.trainer = trainer;
    this.progress = progress;
    this.history = history;
  }

  /** The trainer. */
  public StepTrainer<?> trainer() {
    return trainer;
  }

  /** The model that is trained. */
  public Module model() {
    return trainer.model();
  }

  /** The optimizers, in the order in which the trainer got them. */
  public List<Optimizer<?>> optimizers() {
    return trainer.optimizers();
  }

  /** What has been measured so far. */
  public History history() {
    return history;
  }

  /** What the trainer is doing. */
  public Phase phase() {
    return phase;
  }

  /** The number of this epoch, from 0. */
  public int epoch() {
    return progress.epoch;
  }

  /** How many optimizer steps have been taken in the whole run. */
  public long step() {
    return progress.step;
  }

  /** The number of this batch in its epoch, from 0. */
  public long batchIndex() {
    return progress.batch;
  }

  /** How many batches this epoch has, where that is known. */
  public OptionalLong batches() {
    return batches;
  }

  /** This batch. */
  public Object batch() {
    return batch;
  }

  /** What the step made of this batch; its tensors are freed with the batch. */
  public StepResult result() {
    return result;
  }

  /** The loss of this batch. Synchronizes with the device. */
  public double loss() {
    return result.loss().itemDouble();
  }

  /** Whether the optimizer took its last step; false if the gradient scaler skipped it. */
  public boolean stepped() {
    return stepped;
  }

  /**
   * The total norm of the gradients at the last step, before clipping; null unless gradients are
   * clipped by their norm or a callback {@linkplain Callback#needsGradientNorm asks for it}.
   */
  public Tensor gradientNorm() {
    return gradientNorm;
  }

  /** The newest values of everything measured: {@code train_loss}, {@code val_loss}, metrics. */
  public Map<String, Double> values() {
    return new LinkedHashMap<>(values);
  }

  /**
   * The newest value of this name.
   *
   * @throws NoSuchElementException if there is none yet; the message lists those that exist
   */
  public double value(String name) {
    Double value = values.get(Require.nonNull(name, "name", "the name of a value"));
    if (value == null) {
      throw new NoSuchElementException(
          "monitor: got " + name + ", expected one of " + values.keySet());
    }
    return value;
  }

  /**
   * Notes a value: it joins this epoch's row of the history, and {@link #values}. In {@link
   * Callback#onEpochEnd} the row is there already: it joins the next one.
   */
  public void log(String name, double value) {
    values.put(Require.nonNull(name, "name", "a name"), value);
    epochValues.put(name, value);
  }

  void log(Map<String, Double> more) {
    more.forEach(this::log);
  }

  /** Whether this epoch has measured a value. */
  boolean isNew(String name) {
    return epochValues.containsKey(name);
  }

  /**
   * Whether this epoch has measured a value: a validation is not in each epoch.
   *
   * @throws NoSuchElementException if no epoch had it; the message lists those that exist
   */
  public boolean requireNew(String name) {
    value(name);
    return isNew(name);
  }

  Map<String, Double> epochValues() {
    return epochValues;
  }

  // ---- what callbacks and steps may do

  /**
   * Takes an optimizer step by the gradients of this loss alone: zeroes the optimizer's gradients,
   * computes them in the trainer's precision, clips them, steps. For a {@link Step} that has
   * several optimizers; the trainer then takes no step itself for this batch.
   *
   * @throws IllegalStateException outside a training step
   */
  public void optimize(Optimizer<?> optimizer, Tensor loss) {
    Require.nonNull(optimizer, "optimizer", "an optimizer");
    Require.nonNull(loss, "loss", "a tensor");
    if (fit == null || phase != Phase.TRAIN) {
      throw new IllegalStateException(
          "optimize: got phase " + phase + ", expected a training step; see phase()");
    }
    optimized++;
    fit.optimize(optimizer, loss);
  }

  /** Ends the training after this batch; what it has of its epoch is validated and noted. */
  public void stop(String reason) {
    stopReason = Require.nonNull(reason, "reason", "a reason");
  }

  /** Why the training is about to end; null while it goes on. */
  public String stopReason() {
    return stopReason;
  }

  /** Whether the training ends because the JVM does: by Ctrl-C, SIGTERM or {@code System.exit}. */
  public boolean interrupted() {
    return interrupted;
  }

  /**
   * Saves the whole state of the run to this file, once all callbacks have had this event: from
   * there {@link StepTrainer#load} goes on bit for bit.
   */
  public void save(Path file) {
    save(
        file,
        (failed, e) -> {
          throw e;
        });
  }

  /**
   * Same.
   *
   * @param failed what happens if the file cannot be written
   */
  public void save(Path file, BiConsumer<Path, RuntimeException> failed) {
    save(file, failed, () -> {});
  }

  /**
   * Same.
   *
   * @param failed what happens if the file cannot be written
   * @param saved what happens when it is on the disk
   */
  public void save(Path file, BiConsumer<Path, RuntimeException> failed, Runnable saved) {
    Require.nonNull(file, "file", "a file");
    Require.nonNull(failed, "failed", "what happens if the file cannot be written");
    Require.nonNull(saved, "saved", "what happens when it is on the disk");
    pendingSaves.removeIf(pending -> pending.file().equals(file));
    pendingSaves.add(new PendingSave(file, failed, saved));
  }

  record PendingSave(Path file, BiConsumer<Path, RuntimeException> failed, Runnable saved) {}

  // ---- what the trainer does

  void interrupt() {
    interrupted = true;
    stopReason = "interrupted";
  }

  void begin(Object newBatch) {
    batch = newBatch;
    result = null;
    optimized = 0;
  }

  void end() {
    batch = null;
    result = null;
    gradientNorm = null; // freed with the batch
  }

  Map<String, Object> stateDict() {
    return Map.of(
        "values", new LinkedHashMap<>(values), "epoch_values", new LinkedHashMap<>(epochValues));
  }

  @SuppressWarnings("unchecked") // what stateDict() wrote
  void loadStateDict(Map<String, Object> state) {
    values.putAll((Map<String, Double>) state.get("values"));
    epochValues.putAll((Map<String, Double>) state.get("epoch_values"));
  }
}
