package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive average pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveAvgPool3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}.
 */
public final class AdaptiveAvgPool3d extends AdaptiveAvgPoolLayer {
  /** Pools to a cubic output of this size. */
  public AdaptiveAvgPool3d(long outputSize) {
    this(Sizes.of(outputSize));
  }

  /**
   * Pools to an output of this size.
   *
   * @param outputSize the target output size, one for all dimensions or one for each; {@link
   *     Sizes#INPUT} means the same size as the input, as {@code None} does in Python
   * @throws IllegalArgumentException if the number of sizes is neither 1 nor the number of
   *     dimensions
   */
  public AdaptiveAvgPool3d(Sizes outputSize) {
    super(3, outputSize);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveAvgPool3d(input, outputSize);
  }
}
