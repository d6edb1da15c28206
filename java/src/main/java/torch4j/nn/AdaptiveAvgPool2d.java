package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive average pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveAvgPool2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}.
 */
public final class AdaptiveAvgPool2d extends AdaptiveAvgPoolLayer {
  /** Pools to a square output of this size. */
  public AdaptiveAvgPool2d(long outputSize) {
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
  public AdaptiveAvgPool2d(Sizes outputSize) {
    super(2, outputSize);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveAvgPool2d(input, outputSize);
  }
}
