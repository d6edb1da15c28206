package torch4j.data;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Require;

/**
 * A map-style dataset; a sample is one or more tensors, usually the data and the target. Same as
 * {@code torch.utils.data.Dataset}.
 */
public interface Dataset {
  /** The number of samples. Same as {@code len(dataset)}. */
  long size();

  /**
   * One sample. Same as {@code dataset[index]}.
   *
   * @throws IndexOutOfBoundsException if the index is not from 0 to {@code size() - 1}
   */
  List<Tensor> get(long index);

  /**
   * Loads samples and stacks them to a batch along a new first dimension. Override it if samples
   * can be loaded faster together than one by one.
   *
   * @throws IllegalArgumentException if there are no indices
   * @throws IndexOutOfBoundsException if an index is not from 0 to {@code size() - 1}
   */
  default Batch getBatch(long... indices) {
    if (Require.nonNull(indices, "indices", "indices of samples").length == 0) {
      throw new IllegalArgumentException("indices: got none, expected at least one");
    }
    try (var scope = Torch.scope()) {
      List<List<Tensor>> samples = new ArrayList<>();
      for (long index : indices) {
        samples.add(get(index));
      }
      List<Tensor> stacked = new ArrayList<>();
      for (int i = 0; i < samples.get(0).size(); i++) {
        int field = i;
        Tensor[] column = samples.stream().map(sample -> sample.get(field)).toArray(Tensor[]::new);
        stacked.add(
            scope.detach(
                LibTorchErrors.explained("samples", () -> Torch.stack(List.of(column)), column)));
      }
      return new Batch(stacked);
    }
  }
}
