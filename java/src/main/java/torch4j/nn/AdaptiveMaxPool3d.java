package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * Adaptive max pooling: the output has the given size for inputs of any size. Same as {@code
 * torch.nn.AdaptiveMaxPool3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}. {@link
 * #callWithIndices} returns what Python returns with {@code return_indices=True}.
 */
public final class AdaptiveMaxPool3d extends AdaptiveMaxPoolLayer {
  /** Pools to a cubic output of this size. */
  public AdaptiveMaxPool3d(long outputSize) {
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
  public AdaptiveMaxPool3d(Sizes outputSize) {
    super(3, outputSize);
  }

  @Override
  public Tensor forward(Tensor input) {
    return F.adaptiveMaxPool3d(input, outputSize);
  }

  @Override
  Pooled pool(Tensor input) {
    return F.adaptiveMaxPool3dWithIndices(input, outputSize);
  }
}
