package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive max pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveMaxPool2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}. {@link
 * #callWithIndices} returns what Python returns with {@code return_indices=True}.
 */
public final class AdaptiveMaxPool2d extends AdaptiveMaxPoolLayer {
  /** Pools to a square output of this size. */
  public AdaptiveMaxPool2d(long outputSize) {
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
  public AdaptiveMaxPool2d(Sizes outputSize) {
    super(2, outputSize);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveMaxPool2d(input, outputSize);
  }

  @Override
  Pooled pool(Tensor input) {
    return F.adaptiveMaxPool2dWithIndices(input, outputSize);
  }
}
