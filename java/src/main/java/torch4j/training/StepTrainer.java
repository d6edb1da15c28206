package torch4j.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.nn.Module;
import torch4j.optim.LBFGS;
import torch4j.optim.Optimizer;

/**
 * Trains with any batches: a {@link Step} says how one becomes a loss. With several optimizers each
 * takes a step by the gradients of that loss; a step that wants it otherwise, for a GAN, calls
 * {@link TrainingContext#optimize} itself.
 *
 * <p>Not safe for use by several threads. {@link Trainer} is this for batches of data and target.
 *
 * @param <B> the batches of the loaders
 */
public class StepTrainer<B> {
  private final Module model;
  private final Step<B> step;
  private final List<Optimizer<?>> optimizers;
  private final TrainerOptions options;
  private final Device device;
  private final Progress progress = new Progress();
  private final History history = new History();
  private Resume resume;

  /**
   * A trainer of this model.
   *
   * @throws IllegalArgumentException if there is no optimizer, one needs a closure, or a scheduler
   *     belongs to another optimizer
   */
  public StepTrainer(
      Module model, Step<B> step, List<? extends Optimizer<?>> optimizers, TrainerOptions options) {
    this.model = Require.nonNull(model, "model", "a module");
    this.step = Require.nonNull(step, "step", "a step");
    this.optimizers = List.copyOf(Require.noNulls(optimizers, "optimizers", "an optimizer"));
    this.options = Require.nonNull(options, "options", "Trainer.options()");
    device = options.device() == null ? Torch.device() : options.device();
    requireOptimizers();
  }

  private void requireOptimizers() {
    if (optimizers.isEmpty()) {
      throw new IllegalArgumentException("optimizers: got none, expected at least one");
    }
    if (optimizers.stream().anyMatch(LBFGS.class::isInstance)) {
      throw new IllegalArgumentException(
          "optimizers: got LBFGS, which needs a closure, expected one that steps without");
    }
    for (Schedule schedule : options.schedules()) {
      if (optimizers.stream().noneMatch(one -> one == schedule.scheduler().optimizer())) {
        throw new IllegalArgumentException(
            "schedules: got a "
                + schedule.scheduler().getClass().getSimpleName()
                + " of another optimizer, expected one of the trainer's");
      }
    }
  }

  /** The model. */
  public final Module model() {
    return model;
  }

  /** The optimizers. */
  public final List<Optimizer<?>> optimizers() {
    return optimizers;
  }

  /** The options. */
  public final TrainerOptions trainerOptions() {
    return options;
  }

  /** What has been measured so far; {@link #fit} returns it. */
  public final History history() {
    return history;
  }

  /** Where the model is trained. */
  public final Device device() {
    return device;
  }

  /** Trains without validation. */
  public final History fit(Iterable<B> train) {
    return fit(train, null);
  }

  /**
   * Trains until the epochs are over, a limit is reached, or a callback stops it, and validates on
   * the way. A later call goes on where this one ended, with a larger {@code maxEpochs} in another
   * trainer, or after {@link #load}.
   *
   * @param train the batches of an epoch; anew for each
   * @param validation the batches of a validation; null for none
   *     <p>When the JVM ends meanwhile, by Ctrl-C or SIGTERM, the step at hand is finished and
   *     {@link torch4j.training.callbacks.ModelCheckpoint} saves it; the JVM's exit status is that
   *     of the signal, 130 or 143.
   * @return what was measured, the epochs before a resume included
   * @throws java.util.concurrent.CancellationException if the JVM is ending, for what Python raises
   *     as KeyboardInterrupt
   * @throws CallbackException if a callback fails
   * @throws IllegalArgumentException if a loader is empty
   * @throws IllegalStateException if the model is being trained by another trainer, or a step
   *     returns no loss or one without gradient
   */
  public final History fit(Iterable<B> train, Iterable<B> validation) {
    Require.nonNull(train, "train", "a loader");
    try (var claim = ModelClaim.of(model)) {
      return new Fit<>(this, train, validation).run(resume);
    } finally {
      resume = null;
    }
  }

  /** The means of loss and metrics over a loader, named {@code val_loss} and so on. */
  public final Map<String, Double> validate(Iterable<B> loader) {
    return evaluate(loader, Phase.VALIDATE);
  }

  /** The means of loss and metrics over a loader, named {@code test_loss} and so on. */
  public final Map<String, Double> test(Iterable<B> loader) {
    return evaluate(loader, Phase.TEST);
  }

  private Map<String, Double> evaluate(Iterable<B> loader, Phase phase) {
    Require.nonNull(loader, "loader", "a loader");
    model.to(device);
    return new Evaluation<>(this, new Updates(options, device.type()))
        .run(loader, phase, context());
  }

  /** The predictions for each batch, in order. They belong to no scope. */
  public final List<Tensor> predict(Iterable<B> loader) {
    Require.nonNull(loader, "loader", "a loader");
    model.to(device);
    List<Tensor> predictions = new ArrayList<>();
    new Evaluation<>(this, new Updates(options, device.type()))
        .forEach(
            loader,
            Phase.PREDICT,
            context(),
            (batch, context) -> predictions.add(Torch.keep(step.predict(batch, context).detach())));
    return predictions;
  }

  /**
   * Loads a checkpoint of {@link TrainingContext#save}, or of a Python program with {@code
   * model_state_dict} and {@code optimizer_state_dict}: model, optimizers, schedulers and history
   * at once, the rest when {@link #fit} begins.
   *
   * @throws IllegalArgumentException if it is of another model, optimizer or scheduler; the message
   *     says which keys differ, and nothing is changed
   * @throws torch4j.serialization.InvalidFileException if the file is damaged
   */
  public final void load(Path checkpoint) {
    Require.nonNull(checkpoint, "checkpoint", "a file");
    resume = new TrainerCheckpoint(this).load(checkpoint);
  }

  TrainingContext context() {
    return new TrainingContext(this, progress, history);
  }

  Step<B> step() {
    return step;
  }

  Progress progress() {
    return progress;
  }
}
