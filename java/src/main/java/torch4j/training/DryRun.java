package torch4j.training;

import java.util.Iterator;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Snapshot;
import torch4j.optim.Optimizer;

/**
 * Tries one batch of each loader before the first epoch: forward, loss and gradients in training,
 * forward in validation. Wrong shapes and dtypes are found here; weights, buffers and random
 * numbers are put back.
 */
final class DryRun<B> {
  private final StepTrainer<B> trainer;
  private final Updates updates;

  DryRun(StepTrainer<B> trainer, Updates updates) {
    this.trainer = trainer;
    this.updates = updates;
  }

  void run(Iterable<B> train, Iterable<B> validation, TrainingContext context) {
    Map<String, Tensor> weights = Snapshot.of(trainer.model().stateDict());
    Tensor random = Torch.keep(Torch.getRngState());
    context.dry = true;
    try {
      trainer.model().train();
      context.phase = Phase.TRAIN;
      tryFirst(train, context);
      trainer.model().eval();
      if (validation != null) {
        context.phase = Phase.VALIDATE;
        try (var noGrad = Torch.noGrad()) {
          tryFirst(validation, context);
        }
      }
    } finally {
      context.dry = false;
      context.phase = Phase.TRAIN;
      context.end();
      trainer.optimizers().forEach(Optimizer::zeroGrad);
      trainer.model().loadStateDict(weights);
      Torch.setRngState(random);
      Snapshot.free(weights);
      random.close();
    }
  }

  private void tryFirst(Iterable<B> loader, TrainingContext context) {
    Map<String, Object> where = Batches.stateDict(loader);
    Iterator<B> batches = loader.iterator();
    try (var scope = Torch.scope()) {
      if (!batches.hasNext()) {
        return; // said where the epoch begins
      }
      B batch = Batches.to(trainer.device(), batches.next());
      context.begin(batch);
      StepResult result;
      try (var autocast = updates.autocast()) {
        result = trainer.step().run(batch, context);
      }
      boolean byTrainer = context.phase == Phase.TRAIN && context.optimized == 0;
      if (byTrainer && result != null && result.loss() != null) {
        result.loss().backward();
      }
    } finally {
      Batches.close(batches);
      Batches.loadStateDict(loader, where);
    }
  }
}
