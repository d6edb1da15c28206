package torch4j.training;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.optim.Optimizer;

/**
 * What a checkpoint says of a run beside model, optimizers and history, to be restored when
 * training begins again. A checkpoint of a Python program has nothing of it.
 */
final class Resume {
  private final Map<String, Object> own;
  private final Map<String, Object> scaler;
  private boolean loaderKnowsWhere;

  /**
   * @param own torch4j's part of a checkpoint; null if it has none
   * @param scaler the gradient scaler's state; null if it has none
   */
  Resume(Map<String, Object> own, Map<String, Object> scaler) {
    this.own = own;
    this.scaler = scaler;
  }

  /** Before the first callback. */
  void restore(RunParts parts) {
    parts.updates().loadStateDict(scaler);
    List<Optimizer<?>> optimizers = parts.context().optimizers();
    optimizers.forEach(Optimizer::zeroGrad);
    if (own == null) {
      return;
    }
    parts.context().loadStateDict(map("values"));
    parts.callbacks().loadStateDict(map("callbacks"));
    parts.means().loadStateDict(map("means"));
    parts.metrics().loadStateDict((List<?>) own.get("metrics"));
    restoreGradients(optimizers);
    loaderKnowsWhere = Batches.loadStateDict(parts.train(), map("train_loader"));
    if (parts.validation() != null) {
      Batches.loadStateDict(parts.validation(), map("validation_loader"));
    }
  }

  private void restoreGradients(List<Optimizer<?>> optimizers) {
    Iterator<?> saved = ((List<?>) own.get("gradients")).iterator();
    if (!saved.hasNext()) {
      return;
    }
    for (Optimizer<?> optimizer : optimizers) {
      for (Tensor param : Updates.params(optimizer)) {
        if (saved.next() instanceof Tensor gradient) {
          param.setGrad(gradient.to(param.device()));
        }
      }
    }
  }

  /** Sets the random numbers to those with which the epoch at hand made its iterator. */
  void beforeIterator(Progress progress) {
    if (own != null) {
      setRandom(progress.batch > 0 ? "epoch_rng_state" : "rng_state");
    }
  }

  /** Moves the iterator to where the run was, and sets the random numbers of that moment. */
  void goOn(Iterator<?> batches, Progress progress) {
    if (own != null && progress.batch > 0) {
      if (!loaderKnowsWhere) {
        skip(batches, progress.batch);
      }
      setRandom("rng_state");
    }
  }

  private void setRandom(String name) {
    Torch.setRngState((Tensor) own.get(name));
  }

  private static void skip(Iterator<?> batches, long count) {
    for (long i = 0; i < count && batches.hasNext(); i++) {
      batches.next();
    }
  }

  @SuppressWarnings("unchecked") // what RunParts wrote
  private Map<String, Object> map(String name) {
    return (Map<String, Object>) own.get(name);
  }
}
