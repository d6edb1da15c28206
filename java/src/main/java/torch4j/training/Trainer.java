package torch4j.training;

import java.util.List;
import java.util.function.BinaryOperator;
import torch4j.Tensor;
import torch4j.data.Batch;
import torch4j.internal.Require;
import torch4j.nn.Loss;
import torch4j.nn.Module;
import torch4j.optim.Optimizer;

/**
 * Trains a model on batches of data and target. It does what the loop of every introduction to
 * PyTorch does, in the same order, so that the same seed gives the same losses.
 *
 * <pre>{@code
 * var trainer =
 *     new Trainer(
 *         model,
 *         new CrossEntropyLoss(),
 *         new Adam(model.parameters()),
 *         Trainer.options().maxEpochs(20).callbacks(new EarlyStopping("val_loss")));
 * History history = trainer.fit(trainLoader, valLoader);
 * }</pre>
 *
 * <p>For other batches, several inputs or losses, or several optimizers, see {@link StepTrainer}.
 */
public final class Trainer extends StepTrainer<Batch> {
  /** The defaults: 10 epochs in full precision, no clipping, a validation after each epoch. */
  public static TrainerOptions options() {
    return TrainerOptions.defaults();
  }

  /** A trainer with the default options. */
  public Trainer(Module model, Loss criterion, Optimizer<?> optimizer) {
    this(model, criterion, optimizer, options());
  }

  /** A trainer with a loss of torch4j. */
  public Trainer(Module model, Loss criterion, Optimizer<?> optimizer, TrainerOptions options) {
    this(model, Require.nonNull(criterion, "criterion", "a loss")::call, optimizer, options);
  }

  /**
   * A trainer with any loss: a function of the model's output and the target.
   *
   * @throws IllegalArgumentException as {@link StepTrainer}'s constructor
   */
  public Trainer(
      Module model,
      BinaryOperator<Tensor> criterion,
      Optimizer<?> optimizer,
      TrainerOptions options) {
    super(
        model,
        Step.supervised(model, criterion),
        List.of(Require.nonNull(optimizer, "optimizer", "an optimizer")),
        options);
  }
}
