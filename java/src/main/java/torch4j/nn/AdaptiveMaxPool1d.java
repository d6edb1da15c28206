package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive max pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveMaxPool1d}: input {@code [N, C, L]} or {@code [C, L]}. {@link #callWithIndices}
 * returns what Python returns with {@code return_indices=True}.
 */
public final class AdaptiveMaxPool1d extends AdaptiveMaxPoolLayer {
  /** Pools to an output of this length. */
  public AdaptiveMaxPool1d(long outputSize) {
    super(1, Sizes.of(outputSize));
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveMaxPool1d(input, outputSize);
  }

  @Override
  Pooled pool(Tensor input) {
    return F.adaptiveMaxPool1dWithIndices(input, outputSize);
  }
}
