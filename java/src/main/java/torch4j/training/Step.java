package torch4j.training;

import java.util.function.BinaryOperator;
import torch4j.Tensor;
import torch4j.data.Batch;
import torch4j.internal.Require;
import torch4j.nn.Module;

/**
 * The forward pass of a batch up to its loss, in training and in validation. The trainer does the
 * rest: gradients, clipping, optimizer steps.
 *
 * <pre>{@code
 * Step<Pair> step = (pair, context) -> StepResult.of(loss(model.call(pair.left(), pair.right())));
 * }</pre>
 *
 * @param <B> the batches of the loader
 */
@FunctionalInterface
public interface Step<B> {
  /**
   * Computes the loss of a batch. Called with gradients and autocast as the phase has them; tensors
   * made here are freed with the batch.
   */
  StepResult run(B batch, TrainingContext context);

  /**
   * What {@link StepTrainer#predict} collects. By default the predictions of {@link #run}.
   *
   * @throws IllegalStateException if there are none
   */
  default Tensor predict(B batch, TrainingContext context) {
    Tensor predictions = run(batch, context).predictions();
    if (predictions == null) {
      throw new IllegalStateException(
          "step: got no predictions, expected StepResult.of(loss, predictions, target)");
    }
    return predictions;
  }

  /** The model's output for a batch's data, and its loss against the batch's target. */
  static Step<Batch> supervised(Module model, BinaryOperator<Tensor> criterion) {
    Require.nonNull(model, "model", "a module");
    Require.nonNull(criterion, "criterion", "a loss");
    return new Step<>() {
      @Override
      public StepResult run(Batch batch, TrainingContext context) {
        Tensor output = model.call(batch.data());
        return StepResult.of(criterion.apply(output, batch.target()), output, batch.target());
      }

      @Override
      public Tensor predict(Batch batch, TrainingContext context) {
        return model.call(batch.data());
      }
    };
  }
}
