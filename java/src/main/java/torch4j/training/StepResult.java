package torch4j.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * What a {@link Step} made of a batch.
 *
 * @param loss the loss, one number; null if the step {@linkplain TrainingContext#optimize took its
 *     optimizer steps itself}
 * @param predictions what metrics are given; null for none
 * @param target what metrics compare them with; null for none
 * @param batchSize how many samples the loss is a mean of; empty for the first size of the target
 * @param logged other values of this batch, whose means over the epoch are noted, such as the two
 *     losses of a GAN
 */
public record StepResult(
    Tensor loss,
    Tensor predictions,
    Tensor target,
    OptionalLong batchSize,
    Map<String, Tensor> logged) {
  /** Copies the map. */
  public StepResult {
    Require.nonNull(batchSize, "batchSize", "a size, or an empty OptionalLong");
    Require.nonNull(logged, "logged", "a map of tensors")
        .forEach((name, value) -> Require.nonNull(value, "logged", "a tensor for each name"));
    logged = Collections.unmodifiableMap(new LinkedHashMap<>(logged));
  }

  /** A loss alone. */
  public static StepResult of(Tensor loss) {
    return new StepResult(loss, null, null, OptionalLong.empty(), Map.of());
  }

  /** A loss, and what metrics compare. */
  public static StepResult of(Tensor loss, Tensor predictions, Tensor target) {
    return new StepResult(loss, predictions, target, OptionalLong.empty(), Map.of());
  }

  /** No loss: the step took its optimizer steps itself. */
  public static StepResult optimized() {
    return of(null);
  }

  /** The same with a value of this name more. */
  public StepResult log(String name, Tensor value) {
    var more = new LinkedHashMap<>(logged);
    more.put(Require.nonNull(name, "name", "a name"), Require.nonNull(value, "value", "a tensor"));
    return new StepResult(loss, predictions, target, batchSize, more);
  }

  /** The same for so many samples. */
  public StepResult batchSize(long samples) {
    return new StepResult(loss, predictions, target, OptionalLong.of(samples), logged);
  }

  /**
   * How many samples it is of, which its part in a mean goes by: as given, or by the first size of
   * the target or the predictions.
   */
  public long samples() {
    if (batchSize.isPresent()) {
      return batchSize.getAsLong();
    }
    Tensor sized = target != null ? target : predictions;
    return sized == null || sized.dim() == 0 ? 1 : sized.size(0);
  }
}
