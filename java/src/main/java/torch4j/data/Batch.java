package torch4j.data;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * A mini-batch of samples. Closing it frees its tensors immediately; otherwise they are freed with
 * the scope in which they were created, or by the garbage collector.
 *
 * <pre>{@code
 * for (var batch : loader) {
 *   try (batch; var scope = Torch.scope()) {
 *     Tensor loss = criterion.call(model.call(batch.data()), batch.target());
 *   }
 * }
 * }</pre>
 *
 * @param tensors one tensor for each component of a sample, with the batch as first dimension
 */
public record Batch(List<Tensor> tensors) implements AutoCloseable {
  /** Copies the list. */
  public Batch {
    tensors = List.copyOf(Require.noNulls(tensors, "tensors", "a tensor"));
  }

  /** The tensor at this index. */
  public Tensor get(int index) {
    return tensors.get(index);
  }

  /** The first tensor, usually the data. */
  public Tensor data() {
    return get(0);
  }

  /**
   * The second tensor, usually the target.
   *
   * @throws IndexOutOfBoundsException if the samples have only one component
   */
  public Tensor target() {
    return get(1);
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
