package torch4j.training;

import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.Torch;

/** Runs batches without gradients, the model in evaluation mode. */
final class Evaluation<B> {
  private final StepTrainer<B> trainer;
  private final Updates updates;

  /** What is done with a batch. */
  interface BatchAction<B> {
    void run(B batch, TrainingContext context);
  }

  Evaluation(StepTrainer<B> trainer, Updates updates) {
    this.trainer = trainer;
    this.updates = updates;
  }

  /** The means of the loss, of what the step logged, and the metrics, with the phase's names. */
  Map<String, Double> run(Iterable<B> loader, Phase phase, TrainingContext context) {
    var means = new EpochMeans(trainer.trainerOptions().meanOfBatches());
    var metrics = new PhaseMetrics(trainer.trainerOptions().metrics());
    forEach(
        loader,
        phase,
        context,
        (batch, now) -> {
          StepResult result = trainer.step().run(batch, now);
          now.result = result;
          if (result.loss() != null) {
            means.add("loss", result.loss(), result.samples());
          }
          result.logged().forEach((name, value) -> means.add(name, value, result.samples()));
          metrics.update(result);
        });
    Map<String, Double> values = new LinkedHashMap<>();
    means.means().forEach((name, value) -> values.put(phase.named(name), value));
    metrics.values().forEach((name, value) -> values.put(phase.named(name), value));
    means.clear();
    return values;
  }

  /** Does something with each batch. */
  void forEach(Iterable<B> loader, Phase phase, TrainingContext context, BatchAction<B> action) {
    boolean wasTraining = trainer.model().isTraining();
    Phase before = context.phase;
    context.phase = phase;
    trainer.model().eval();
    long batches = 0;
    try (var noGrad = Torch.noGrad()) {
      for (B batch : loader) {
        try (var scope = Torch.scope();
            var autocast = updates.autocast()) {
          action.run(Batches.to(trainer.device(), batch), context);
        }
        batches++;
      }
    } finally {
      context.phase = before;
      context.result = null;
      trainer.model().train(wasTraining);
    }
    if (batches == 0) {
      throw new IllegalArgumentException(
          phase.name().toLowerCase(java.util.Locale.ROOT)
              + ": got a loader without batches, expected at least one");
    }
  }
}
