package torch4j.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.optim.Optimizer;

/** One run of a trainer: epochs of training and validation, until something ends them. */
final class Fit<B> {
  private final StepTrainer<B> trainer;
  private final TrainerOptions options;
  private final Iterable<B> train;
  private final Iterable<B> validation;
  private final Progress progress;
  private final TrainingContext context;
  private final Callbacks callbacks;
  private final Updates updates;
  private final EpochMeans means;
  private final PhaseMetrics metrics;
  private final long began = System.nanoTime();
  private long epochBegan;
  private Tensor epochRandom;
  private Interrupts interrupts;

  Fit(StepTrainer<B> trainer, Iterable<B> train, Iterable<B> validation) {
    this.trainer = trainer;
    options = trainer.trainerOptions();
    boolean few = options.overfitBatches() > 0;
    this.train = few ? first(train, options.overfitBatches()) : train;
    this.validation = few && validation != null ? this.train : validation;
    progress = trainer.progress();
    context = trainer.context();
    callbacks = new Callbacks(options.callbacks());
    updates = new Updates(options, trainer.device().type());
    means = new EpochMeans(options.meanOfBatches());
    metrics = new PhaseMetrics(options.metrics());
  }

  private static <B> List<B> first(Iterable<B> loader, int count) {
    List<B> batches = new ArrayList<>();
    for (B batch : loader) {
      batches.add(Torch.keep(batch));
      if (batches.size() == count) {
        break;
      }
    }
    return batches;
  }

  History run(Resume resume) {
    trainer.model().to(trainer.device());
    context.fit = this;
    try (var watched = new Interrupts()) {
      interrupts = watched;
      try {
        begin(resume);
        while (progress.epoch < options.maxEpochs() && !ended()) {
          epoch(resume);
          resume = null;
        }
      } catch (RuntimeException | Error e) {
        context.pendingSaves.clear(); // the run is between two states that can be resumed
        suppress(e, callbacks.callAll("onException", (one, at) -> one.onException(at, e), context));
        suppress(e, end());
        throw e;
      }
      RuntimeException failure = end();
      if (failure != null) {
        throw failure;
      }
      if (context.interrupted()) {
        throw new CancellationException(
            "fit: got the JVM's end in epoch " + progress.epoch + ", step " + progress.step);
      }
    }
    return trainer.history();
  }

  private static void suppress(Throwable e, RuntimeException other) {
    if (other != null) {
      e.addSuppressed(other);
    }
  }

  private void begin(Resume resume) {
    RunSettings.note(trainer);
    if (resume == null) {
      options.seed().ifPresent(Torch::manualSeed);
      trainer.optimizers().forEach(Optimizer::zeroGrad);
    } else {
      resume.restore(parts());
    }
    if (options.dryRun()) {
      new DryRun<>(trainer, updates).run(train, validation, context);
    }
    callbacks.call("onFitStart", Callback::onFitStart, context);
  }

  // Whatever ended it: callbacks put best weights back, close their files, save.
  private RuntimeException end() {
    RuntimeException failure = callbacks.callAll("onFitEnd", Callback::onFitEnd, context);
    try {
      save();
    } catch (RuntimeException e) {
      failure = Callbacks.add(failure, e);
    }
    context.fit = null;
    return failure;
  }

  // ---- an epoch

  private void epoch(Resume resume) {
    epochBegan = System.nanoTime();
    trainer.model().train();
    context.phase = Phase.TRAIN;
    context.batches = Batches.count(train);
    Batches.setEpoch(train, progress.epoch);
    callbacks.call("onEpochStart", Callback::onEpochStart, context);
    Iterator<B> batches = iterator(resume);
    try {
      while (!ended() && batches.hasNext()) {
        trainBatch(batches.next());
        validateBetween();
      }
    } finally {
      Batches.close(batches);
    }
    if (progress.batch == 0 && !ended()) {
      throw new IllegalArgumentException(
          "train: got a loader without batches, expected at least one");
    }
    if (!context.interrupted()) {
      endEpoch();
    }
  }

  private Iterator<B> iterator(Resume resume) {
    if (resume != null) {
      resume.beforeIterator(progress);
    }
    epochRandom = Torch.keep(Torch.getRngState());
    Iterator<B> batches = train.iterator();
    if (resume != null) {
      resume.goOn(batches, progress);
    }
    return batches;
  }

  private void trainBatch(B loaded) {
    try (var scope = Torch.scope()) {
      B batch = Batches.to(trainer.device(), loaded);
      context.begin(batch);
      try (var autocast = updates.autocast()) {
        context.result = trainer.step().run(batch, context);
      }
      requireLoss(context.result);
      callbacks.call("onLoss", Callback::onLoss, context);
      if (context.stopReason() != null) {
        return; // a callback does not want this loss
      }
      if (context.optimized == 0) {
        accumulate(context.result.loss());
      }
      note(context.result);
      progress.batch++;
      callbacks.call("onBatchEnd", Callback::onBatchEnd, context);
    } finally {
      context.end();
    }
    save();
  }

  private void requireLoss(StepResult result) {
    String got = null;
    if (result == null) {
      got = "null";
    } else if (context.optimized > 0) {
      return;
    } else if (result.loss() == null) {
      got = "no loss";
    } else if (result.loss().numel() != 1) {
      got = "a loss of shape " + Arrays.toString(result.loss().shape());
    } else if (!result.loss().requiresGrad()) {
      got = "a loss without gradient";
    }
    if (got != null) {
      throw new IllegalStateException(
          "step: got " + got + ", expected a loss of one number that requires gradients");
    }
  }

  private void note(StepResult result) {
    long samples = result.samples();
    if (result.loss() != null) {
      means.add("loss", result.loss(), samples);
    }
    result.logged().forEach((name, value) -> means.add(name, value, samples));
    metrics.update(result);
  }

  // ---- gradients and steps

  // The loss is divided by the length of its window, so that the gradients are those of the mean.
  private void accumulate(Tensor loss) {
    int length = windowLength();
    updates.backward(length == 1 ? loss : loss.div(length));
    progress.window++;
    if (progress.window == length) {
      step(trainer.optimizers());
    }
  }

  private int windowLength() {
    OptionalLong batches = context.batches;
    if (batches.isEmpty()) {
      return options.accumulate();
    }
    long windowBegan = progress.batch - progress.window;
    return (int) Math.max(1, Math.min(options.accumulate(), batches.getAsLong() - windowBegan));
  }

  // Of an epoch whose length was not known: its gradients were divided by too much.
  private void finishWindow() {
    if (progress.window > 0) {
      double factor = (double) options.accumulate() / progress.window;
      Updates.scaleGradients(trainer.optimizers(), factor);
      step(trainer.optimizers());
    }
  }

  private void step(List<Optimizer<?>> optimizers) {
    Updates.Taken taken = updates.step(optimizers);
    progress.window = 0;
    context.stepped = taken.taken();
    context.gradientNorm = taken.norm();
    if (taken.taken()) {
      progress.step++;
      options.schedules().stream()
          .filter(schedule -> schedule.interval() == Schedule.Interval.STEP)
          .forEach(schedule -> schedule.step(context));
    }
    callbacks.call("onStepEnd", Callback::onStepEnd, context);
  }

  /** What a step of the user's asks for: the gradients of one loss, and a step of its optimizer. */
  void optimize(Optimizer<?> optimizer, Tensor loss) {
    optimizer.zeroGrad();
    updates.backward(loss);
    if (context.dry) {
      optimizer.zeroGrad();
    } else {
      step(List.of(optimizer));
    }
  }

  // ---- validation and an epoch's end

  private void validateBetween() {
    if (options.validateEverySteps().isPresent()
        && validation != null
        && progress.window == 0
        && progress.step > progress.validatedStep
        && progress.step % options.validateEverySteps().getAsLong() == 0) {
      validate();
      save();
      trainer.model().train();
    }
  }

  private void validate() {
    progress.validatedStep = progress.step;
    context.log(new Evaluation<>(trainer, updates).run(validation, Phase.VALIDATE, context));
    callbacks.call("onValidationEnd", Callback::onValidationEnd, context);
  }

  private void endEpoch() {
    finishWindow();
    Map<String, Double> values = new LinkedHashMap<>();
    means.means().forEach((name, value) -> values.put(Phase.TRAIN.named(name), value));
    metrics.values().forEach((name, value) -> values.put(Phase.TRAIN.named(name), value));
    context.log(values);
    if (validatesNow()) {
      validate();
    }
    context.log("lr", trainer.optimizers().get(0).paramGroups().get(0).lr());
    stepSchedules();
    progress.seconds += (System.nanoTime() - epochBegan) / 1e9;
    var row =
        new History.Epoch(progress.epoch, progress.step, progress.seconds, context.epochValues());
    trainer.history().add(row);
    callbacks.call("onEpochEnd", Callback::onEpochEnd, context);
    context.epochValues().keySet().removeAll(row.values().keySet());
    means.clear();
    metrics.reset();
    progress.nextEpoch();
    save();
  }

  private boolean validatesNow() {
    boolean last = progress.epoch + 1 == options.maxEpochs() || ended();
    boolean due = (progress.epoch + 1) % options.validateEveryEpochs() == 0 || last;
    return validation != null && due && progress.validatedStep < progress.step;
  }

  private void stepSchedules() {
    if (progress.step == progress.epochBegan) {
      return; // no optimizer stepped
    }
    for (Schedule schedule : options.schedules()) {
      if (schedule.interval() == Schedule.Interval.EPOCH
          && (schedule.monitor() == null || context.requireNew(schedule.monitor()))) {
        schedule.step(context);
      }
    }
  }

  // ---- limits and checkpoints

  private boolean ended() {
    if (interrupts.requested()) {
      context.interrupt();
    } else if (context.stopReason() == null) {
      if (options.maxSteps().isPresent() && progress.step >= options.maxSteps().getAsLong()) {
        context.stop("maxSteps: " + options.maxSteps().getAsLong());
      } else if (options.maxTime() != null
          && System.nanoTime() - began >= options.maxTime().toNanos()) {
        context.stop("maxTime: " + options.maxTime());
      }
    }
    return context.stopReason() != null;
  }

  private void save() {
    if (context.pendingSaves.isEmpty()) {
      return;
    }
    progress.seconds += (System.nanoTime() - epochBegan) / 1e9;
    epochBegan = System.nanoTime();
    var saves = List.copyOf(context.pendingSaves);
    context.pendingSaves.clear();
    TrainerCheckpoint.save(saves, new TrainerCheckpoint(trainer).state(parts()));
  }

  private RunParts parts() {
    return new RunParts(
        context, callbacks, updates, means, metrics, epochRandom, train, validation);
  }
}
