package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive average pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveAvgPool1d}: input {@code [N, C, L]} or {@code [C, L]}.
 */
public final class AdaptiveAvgPool1d extends AdaptiveAvgPoolLayer {
  /** Pools to an output of this length. */
  public AdaptiveAvgPool1d(long outputSize) {
    super(1, Sizes.of(outputSize));
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveAvgPool1d(input, outputSize);
  }
}
