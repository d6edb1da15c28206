package torch4j.training.metrics;

import java.util.Map;
import torch4j.Tensor;

/**
 * A number, or several, that many batches add up to. Same as a metric of torchmetrics.
 *
 * <pre>{@code
 * var accuracy = Accuracy.multiclass(10);
 * for (Batch batch : loader) {
 *   accuracy.update(model.call(batch.data()), batch.target());
 * }
 * double value = accuracy.value();
 * }</pre>
 *
 * <p>What it has counted stays in tensors on the device of the first predictions, belongs to no
 * scope, and is freed when the metric is garbage-collected. {@link #update} waits for no device;
 * {@link #compute} does. For one thread at a time.
 */
public interface Metric {
  /** Its name in a history: {@code accuracy}, {@code f1_macro}. */
  String name();

  /**
   * Adds a batch.
   *
   * @throws IllegalArgumentException if the shapes or dtypes do not fit; nothing is added then
   */
  void update(Tensor predictions, Tensor target);

  /**
   * What all batches since the last reset come to: one element, or one for each class; float64, or
   * int64 for counts, on the CPU.
   *
   * @throws IllegalStateException if there has been no element
   * @throws IllegalArgumentException if a batch had a class that does not exist, or NaN where there
   *     is no order with it
   */
  Tensor compute();

  /**
   * The only element of {@link #compute}.
   *
   * @throws IllegalStateException if there is more than one, or there has been no element
   */
  default double value() {
    try (Tensor computed = compute()) {
      if (computed.numel() != 1) {
        throw new IllegalStateException(
            name()
                + ": got a result of "
                + computed.numel()
                + " elements, expected one; read it with compute()");
      }
      return computed.itemDouble();
    }
  }

  /** Forgets all batches. */
  void reset();

  /**
   * Adds the batches that another metric has seen.
   *
   * @throws IllegalArgumentException if it is another metric, or has other options
   */
  void merge(Metric other);

  /** A metric with the same options that has seen the same batches. */
  Metric copy();

  /**
   * Copies of what it has counted, by name, for checkpoints. They are sums: added up over ranks,
   * and loaded, they are what one metric would have counted. Those of {@link AUROC} are the
   * elements themselves, which are put together instead.
   */
  Map<String, Tensor> state();

  /**
   * Replaces what it has counted.
   *
   * @throws IllegalArgumentException if the names or shapes are not those of {@link #state}
   */
  void loadState(Map<String, Tensor> state);
}
