package torch4j.data;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;

/**
 * Samples together: what one round of the training loop works on. Closing it frees its tensors at
 * once; without that they are freed with the scope they were made in, or by the garbage collector.
 *
 * <pre>{@code
 * for (var batch : loader) {
 *   try (batch; var scope = Torch.scope()) {
 *     Tensor loss = criterion.call(model.call(batch.data()), batch.target());
 *   }
 * }
 * }</pre>
 *
 * @param tensors one tensor for each part of a sample, the samples along the first dimension
 */
public record Batch(List<Tensor> tensors) implements AutoCloseable {
  /** Keeps a copy of the list. */
  public Batch {
    Require.nonNull(tensors, "tensors", "a list");
    tensors = List.copyOf(tensors);
  }

  /** The tensor at this place. */
  public Tensor get(int index) {
    return tensors.get(index);
  }

  /** The first tensor. */
  public Tensor data() {
    return get(0);
  }

  /**
   * The second tensor.
   *
   * @throws IndexOutOfBoundsException if the samples have no second part
   */
  public Tensor target() {
    return get(1);
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
