package torch4j.data;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * A dataset wrapping tensors: each sample is retrieved by indexing the tensors along the first
 * dimension. Same as {@code torch.utils.data.TensorDataset}. The caller owns the tensors.
 *
 * <p>A batch takes one operator for each tensor, and not one for each sample.
 */
public final class TensorDataset implements Dataset<Batch> {
  private final List<Tensor> tensors;
  private final long size;

  /**
   * A dataset of these tensors, with the same size of the first dimension.
   *
   * @throws IllegalArgumentException if there are no tensors, a tensor has no dimensions, or the
   *     sizes of the first dimensions differ
   */
  public TensorDataset(Tensor... tensors) {
    Torch.init();
    for (Tensor tensor : Require.nonNull(tensors, "tensors", "tensors")) {
      Require.nonNull(tensor, "tensors", "tensors without null");
    }
    this.tensors = List.of(tensors);
    for (Tensor tensor : tensors) {
      if (tensor.dim() == 0 || tensor.size(0) != tensors[0].size(0)) {
        throw new IllegalArgumentException(
            "tensors: got "
                + TensorDescription.of(tensors[0])
                + " and "
                + TensorDescription.of(tensor)
                + ", expected first dimensions of one size");
      }
    }
    if (tensors.length == 0) {
      throw new IllegalArgumentException("tensors: got none, expected at least one");
    }
    size = tensors[0].size(0);
  }

  /** The tensors. */
  public List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public long size() {
    return size;
  }

  /** One sample: views of the tensors. */
  @Override
  public Batch get(long index) {
    Samples.checked(index, size);
    List<Object> sample = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      sample.add(tensor.select(0, index));
    }
    return new Batch(sample, List.of());
  }

  @Override
  public Batch getBatch(long... indices) {
    if (Require.nonNull(indices, "indices", "indices of samples").length == 0) {
      throw new IllegalArgumentException("indices: got none, expected at least one");
    }
    for (long index : indices) {
      Samples.checked(index, size);
    }
    try (Tensor chosen = Torch.tensor(indices)) {
      List<Object> batch = new ArrayList<>(tensors.size());
      for (Tensor tensor : tensors) {
        batch.add(tensor.indexSelect(0, chosen));
      }
      return new Batch(batch, List.of());
    }
  }
}
