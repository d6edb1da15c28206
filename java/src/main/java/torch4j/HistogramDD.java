package torch4j;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorVector_T;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;

/**
 * The result of {@code torch.histogramdd}. The receiver closes the tensors.
 *
 * @param hist the numbers of points, or the density, one dimension for each coordinate
 * @param binEdges the edges of the bins of each dimension
 */
public record HistogramDD(Tensor hist, List<Tensor> binEdges) {
  /** Checks that none of them is null. */
  public HistogramDD {
    Require.nonNull(hist, "hist", "a tensor");
    binEdges = List.copyOf(Require.noNulls(binEdges, "binEdges", "a tensor"));
  }

  static HistogramDD of(T_TensorTensorVector_T pair) {
    try (pair) {
      return new HistogramDD(
          new Tensor(new org.bytedeco.pytorch.Tensor(pair.get0())), OwnedTensors.of(pair.get1()));
    }
  }
}
