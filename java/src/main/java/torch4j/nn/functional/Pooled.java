package torch4j.nn.functional;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import torch4j.Tensor;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;

/**
 * The output of max pooling with {@code return_indices=True}.
 *
 * @param output the maximum of each window
 * @param indices the index of each maximum in the flattened spatial dimensions of the input, int64
 */
public record Pooled(Tensor output, Tensor indices) {
  /** Checks that no component is null. */
  public Pooled {
    Require.nonNull(output, "output", "a tensor");
    Require.nonNull(indices, "indices", "a tensor");
  }

  /** The output and the indices in LibTorch's tuple. */
  static Pooled of(T_TensorTensor_T pair) {
    List<Tensor> both = OwnedTensors.of(pair);
    return new Pooled(both.get(0), both.get(1));
  }

  /** The output in LibTorch's tuple, without the indices. */
  static Tensor outputOf(T_TensorTensor_T pair) {
    try (pair) {
      return Tensor.wrap(new org.bytedeco.pytorch.Tensor(pair.get0()));
    }
  }
}
