package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * The maximum of each of as many windows as the output shall have elements. Same as {@code
 * torch.nn.AdaptiveMaxPool3d}: input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}. What Python
 * returns with {@code return_indices=True}, {@link #callWithIndices} does.
 */
public final class AdaptiveMaxPool3d extends AdaptiveMaxPoolLayer {
  /** Pools to a cube. */
  public AdaptiveMaxPool3d(long outputSize) {
    this(Sizes.of(outputSize));
  }

  /**
   * Pools to a size.
   *
   * @param outputSize one size for all dimensions, or one for each; {@link Sizes#INPUT} leaves a
   *     dimension as it is, as {@code None} does in Python
   * @throws IllegalArgumentException if there is another number of sizes
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
