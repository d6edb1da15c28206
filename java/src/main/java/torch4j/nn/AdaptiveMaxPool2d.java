package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.F;
import torch4j.nn.functional.Pooled;
import torch4j.nn.functional.Sizes;

/**
 * The maximum of each of as many windows as the output shall have elements. Same as {@code
 * torch.nn.AdaptiveMaxPool2d}: input {@code [N, C, H, W]} or {@code [C, H, W]}. What Python returns
 * with {@code return_indices=True}, {@link #callWithIndices} does.
 */
public final class AdaptiveMaxPool2d extends AdaptiveMaxPoolLayer {
  /** Pools to a square. */
  public AdaptiveMaxPool2d(long outputSize) {
    this(Sizes.of(outputSize));
  }

  /**
   * Pools to a size.
   *
   * @param outputSize one size for all dimensions, or one for each; {@link Sizes#INPUT} leaves a
   *     dimension as it is, as {@code None} does in Python
   * @throws IllegalArgumentException if there is another number of sizes
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
