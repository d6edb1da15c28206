package torch4j.training.callbacks;

import torch4j.Tensor;
import torch4j.training.StepResult;

/** Counts the samples of a batch. */
final class Samples {
  private Samples() {}

  /** As the trainer weighs the batch: as given, or by the first size of what there is. */
  static long of(StepResult result) {
    if (result.batchSize().isPresent()) {
      return result.batchSize().getAsLong();
    }
    Tensor sized = result.target() != null ? result.target() : result.predictions();
    return sized == null || sized.dim() == 0 ? 1 : sized.size(0);
  }
}
