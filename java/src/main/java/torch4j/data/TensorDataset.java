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
 */
public final class TensorDataset implements Dataset {
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

  @Override
  public long size() {
    return size;
  }

  @Override
  public List<Tensor> get(long index) {
    checkIndex(index);
    List<Tensor> sample = new ArrayList<>();
    for (Tensor tensor : tensors) {
      sample.add(tensor.select(0, index));
    }
    return sample;
  }

  @Override
  public Batch getBatch(long... indices) {
    for (long index : Require.nonNull(indices, "indices", "indices of samples")) {
      checkIndex(index);
    }
    try (var scope = Torch.scope()) {
      Tensor chosen = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(indices, indices.length));
      List<Tensor> batch = new ArrayList<>();
      for (Tensor tensor : tensors) {
        batch.add(scope.detach(tensor.indexSelect(0, chosen)));
      }
      return new Batch(batch);
    }
  }

  private void checkIndex(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index: got " + index + ", expected 0 to " + (size - 1));
    }
  }
}
