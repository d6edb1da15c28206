package torch4j.nn.functional;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;

/**
 * What a max pooling returns with {@code return_indices=True}.
 *
 * @param output the largest element of each window
 * @param indices where it was, as int64: its index in the flattened plane of the input
 */
public record Pooled(Tensor output, Tensor indices) {
  /** Checks that nothing is missing. */
  public Pooled {
    Require.nonNull(output, "output", "a tensor");
    Require.nonNull(indices, "indices", "a tensor");
  }

  /** Both of LibTorch's pair. */
  static Pooled of(T_TensorTensor_T pair) {
    List<Tensor> both = OwnedTensors.of(pair);
    return new Pooled(both.get(0), both.get(1));
  }

  /** The output of LibTorch's pair alone. */
  static Tensor outputOf(T_TensorTensor_T pair) {
    try (pair) {
      return new Tensor(pair.get0());
    }
  }
}
