package torch4j.training;

import java.util.Map;

/**
 * What happens at certain moments of {@link Trainer#fit}. All methods do nothing by default; they
 * are called on the thread that trains, in the order of the trainer's callbacks. One that throws
 * ends the training with a {@link CallbackException} that names the class and the event.
 *
 * <p>A callback belongs to one trainer. What it has to remember when a run is resumed is its {@link
 * #stateDict}.
 */
public interface Callback {
  /** Before the first epoch; after the state of a checkpoint has been loaded. */
  default void onFitStart(TrainingContext context) {}

  /** Before the first batch of an epoch, also where an epoch is resumed in its middle. */
  default void onEpochStart(TrainingContext context) {}

  /** After the loss of a training batch was computed, before its gradients. */
  default void onLoss(TrainingContext context) {}

  /** After an optimizer's step, or where the gradient scaler skipped it. */
  default void onStepEnd(TrainingContext context) {}

  /** After each training batch. */
  default void onBatchEnd(TrainingContext context) {}

  /** After a validation. Its values are in {@link TrainingContext#values}. */
  default void onValidationEnd(TrainingContext context) {}

  /** After an epoch and its validation; the history has its row. */
  default void onEpochEnd(TrainingContext context) {}

  /** When training ends by an exception, before {@link #onFitEnd}. */
  default void onException(TrainingContext context, Throwable exception) {}

  /** When training ends, for whatever reason. */
  default void onFitEnd(TrainingContext context) {}

  /** Whether the total norm of the gradients is to be computed at each step, though not clipped. */
  default boolean needsGradientNorm() {
    return false;
  }

  /**
   * What has to be in a checkpoint: values that {@code torch.save} takes. Empty for a callback that
   * remembers nothing.
   */
  default Map<String, Object> stateDict() {
    return Map.of();
  }

  /** Sets what a checkpoint has, which is never null. Called before {@link #onFitStart}. */
  default void loadStateDict(Map<String, Object> state) {}
}
